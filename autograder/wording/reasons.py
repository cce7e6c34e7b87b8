"""Почему система отказала, по-русски: ошибки файлов, дисков и базы данных."""

from __future__ import annotations

import errno

from autograder.wording.untrusted_text import visible

_SYSTEM = {
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.ENOENT: "нет такого файла или каталога",
    errno.ENOTDIR: "на месте каталога лежит файл",
    errno.EEXIST: "это имя уже занято файлом",
    errno.EISDIR: "это каталог",
    errno.ENOTEMPTY: "каталог не пуст",
    errno.ENOSPC: "кончилось место на диске",
    errno.EROFS: "диск доступен только для чтения",
    errno.EIO: "диск не отвечает",
    errno.ENAMETOOLONG: "имя слишком длинное",
    errno.ELOOP: "это символическая ссылка",
    errno.EMFILE: "открыто слишком много файлов",
    errno.ENOMEM: "не хватает памяти",
}
_DATABASE = (
    (
        "locked",
        "занят другой программой (formgrader или nbgrader). Закройте её и повторите команду: "
        "проверенное сохранено и заново проверяться не будет.",
    ),
    (
        "readonly",
        "закрыт для записи. Дайте себе права на файл и его каталог и повторите команду: "
        "проверенное сохранено и заново проверяться не будет.",
    ),
    (
        "unable to open",
        "не открывается: на его месте каталог или нет прав на файл и каталог, где он лежит.",
    ),
    ("not a database", "испорчен: это не база SQLite. Верните файл из резервной копии."),
    ("malformed", "испорчен. Верните файл из резервной копии."),
)


def system_reason(exc: OSError) -> str:
    """Что ответила система: «нет прав»."""
    return _SYSTEM.get(exc.errno) or visible(str(exc.strerror or exc))


def system_problem(exc: OSError) -> str:
    """Что ответила система и с каким файлом: «нет прав (/курс/feedback)»."""
    path = exc.filename2 or exc.filename
    return system_reason(exc) + (f" ({visible(str(path))})" if path else "")


def database_problem(exc: BaseException, name: str = "Журнал оценок") -> str:
    """Объясняет ошибку базы данных и говорит, что делать."""
    text = visible(str(getattr(exc, "orig", None) or exc))
    for mark, explanation in _DATABASE:
        if mark in text:
            return f"{name} {explanation}"
    if "full" in text or "disk I/O" in text:
        return (
            f"Не хватает места на диске: {name[0].lower()}{name[1:]} не записан. Освободите место "
            "и повторите команду: проверенное сохранено и заново проверяться не будет."
        )
    if "no such" in text:
        return (
            f"{name} создан другой версией nbgrader ({text}). Сделайте его копию и "
            "выполните nbgrader db upgrade."
        )
    return f"{name} не отвечает: {text}."
