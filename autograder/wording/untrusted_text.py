"""Чужие имена: какие принимать и как показывать, чтобы они ничего не подделали.

Имя студента, имя файла и текст ошибки приходят извне. В терминале опасны управляющие знаки,
в любом тексте — знаки, меняющие направление письма, в таблице — начало формулы.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from autograder.wording.problems import Problem

MAX_LENGTH = 128
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_ALLOWED = re.compile(r"[^\W_][\w.@+' -]*", re.UNICODE)
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def visible(text: str, *, keep: str = "") -> str:
    """Заменяет невидимые и управляющие знаки их кодами: ``\\u202e`` вместо самого знака.

    Parameters
    ----------
    text : str
        Любой текст, в том числе с половинками суррогатных пар.
    keep : str
        Знаки, которые остаются как есть (например, ``"\\n\\t"`` для многострочного вывода).
    """
    return "".join(
        char if char in keep or unicodedata.category(char) not in _INVISIBLE else _code(char)
        for char in str(text)
    )


def alphabetical(name: str) -> str:
    """Ключ для порядка имён: «ё» идёт вслед за «е», а не впереди всей азбуки."""
    return name.replace("ё", "е\uffff").replace("Ё", "Е\uffff")


def listed(names: Sequence[str], most: int = 10) -> str:
    """Имена через запятую; сколько не поместилось, говорит числом."""
    shown = ", ".join(map(visible, names[:most]))
    return shown if len(names) <= most else f"{shown} и ещё {len(names) - most}"


def _code(char: str) -> str:
    number = ord(char)
    if number > 0xFFFF:
        return f"\\U{number:08x}"
    return f"\\u{number:04x}" if number > 0xFF else f"\\x{number:02x}"


def spreadsheet(value: object) -> object:
    """Обезвреживает текст, который табличный редактор принял бы за формулу."""
    if not isinstance(value, str):
        return value
    text = visible(value)
    plain = unicodedata.normalize("NFKC", value)  # «＝» во весь рост — тоже начало формулы
    if plain.lstrip().startswith(_FORMULA) or text.startswith("\\"):
        return "'" + text
    return text


def check_identifier(name: str, what: str = "студента") -> str:
    """Проверяет идентификатор перед тем, как сделать из него имя каталога.

    Returns
    -------
    str
        Тот же идентификатор в нормальной форме NFC.

    Raises
    ------
    Problem
        Если в имени разделители путей, ``..``, знаки шаблонов, управляющие или меняющие
        направление письма знаки, начало формулы или слишком много знаков.
    """
    name = unicodedata.normalize("NFC", name)
    shown = visible(name)[:80]
    if not name or len(name) > MAX_LENGTH:
        raise Problem(
            f"Имя {what} «{shown}» не подходит: нужно от 1 до {MAX_LENGTH} знаков, "
            f"а в нём {len(name)}."
        )
    if not _ALLOWED.fullmatch(name) or name.endswith((" ", ".")) or ".." in name:
        raise Problem(
            f"Имя {what} «{shown}» не подходит: можно использовать буквы, цифры, пробел и знаки "
            ". _ - @ + ', начинать с буквы или цифры и не ставить две точки подряд."
        )
    return name


def check_text(name: str) -> None:
    """Проверяет, что имя каталога с диска — текст.

    Raises
    ------
    Problem
        Если имя записано не в UTF-8.
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raise Problem(
            "Имя каталога работы записано не в UTF-8. Переименуйте каталог и повторите."
        ) from None


def is_safe_identifier(name: str) -> bool:
    """Отвечает, примет ли :func:`check_identifier` такое имя."""
    try:
        check_identifier(name)
    except Problem:
        return False
    return True
