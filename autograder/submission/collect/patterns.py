"""Чья это работа: как системы обучения называют файлы студентов."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from dateutil import parser

from autograder.wording.problems import Problem

_NAMINGS = (
    # Moodle: «Иван Петров_1234567_assignsubmission_file_/тетрадь.ipynb», то же без последней
    # черты в имени каталога и то же без каталога
    r"(?P<student>[^/]+?)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_/?|/)(?P<file>.+)",
    # Blackboard: «hw_ivanov_attempt_2024-01-30-15-30-10_main.ipynb»
    r"[^/]*?_(?P<student>[^/_]+)_attempt_(?P<time>[\d-]{10,19})_(?P<file>.+)",
    # Canvas: «ivanovivan_LATE_12345_67890_main.ipynb»
    r"(?P<student>[^/_]+)(?:_LATE)?_(?P<number>\d+)_\d+_(?P<file>.+)",
)
_FOLDERS = (
    # Каталог nbgrader и просто каталог на студента
    r"(?:submitted/)?(?P<student>[^/]+)/(?P<file>.+)",
    # Файл на студента: «ivanov.ipynb»
    r"(?P<student>[^/]+)(?P<file>\.ipynb)",
)


@dataclass(frozen=True)
class Owner:
    """Чей файл: студент, номер участника (если есть), путь внутри работы, время из имени."""

    student: str
    number: str
    file: str
    time: datetime | None = None


class Naming:
    """Правило, по которому из пути узнаётся студент.

    Parameters
    ----------
    pattern : str, optional
        Регулярное выражение с группой ``student`` и, если надо, ``file`` и ``time``. Без него
        пробуются обычаи Moodle, Blackboard, Canvas, nbgrader, «каталог на студента» и «файл на
        студента».
    notebooks : collection of str
        Имена файлов тетрадей задания: по ним узнаются «ivanov_main.ipynb» и «main_ivanov.ipynb»,
        а «main.ipynb» не принимается за работу студента main.

    Raises
    ------
    Problem
        Если выражение неверно или в нём нет группы ``student``.
    """

    def __init__(self, pattern: str | None = None, notebooks: Collection[str] = ()) -> None:
        self._nameless = set() if pattern else set(notebooks)
        self._systems = 0 if pattern else len(_NAMINGS)
        rules = [pattern] if pattern else [*_NAMINGS, *_flat(notebooks), *_FOLDERS]
        try:
            self._rules = [re.compile(rule, re.DOTALL) for rule in rules]
        except re.error as exc:
            place = "" if exc.pos is None else f", ошибка у знака {exc.pos + 1}"
            raise Problem(f"--pattern: неверное регулярное выражение{place}.") from exc
        if "student" not in self._rules[0].groupindex:
            raise Problem("--pattern: в выражении нет группы (?P<student>…).")

    def settle(self, paths: Iterable[str]) -> None:
        """Узнаёт систему обучения: её обычаю следуют все имена, чужому — лишь подделанные.

        Конец имени выбирает студент: в архиве Canvas он мог бы написать там чужое имя так, как
        его пишет Blackboard.
        """
        heads = {path.partition("/")[0]: path for path in paths}.values()
        systems = self._rules[: self._systems]
        systems.sort(key=lambda rule: -sum(map(bool, map(rule.fullmatch, heads))))
        self._rules[: self._systems] = systems

    def owner(self, path: str) -> Owner | None:
        """Узнаёт владельца файла; ``None``, если путь о нём не говорит."""
        if path in self._nameless:
            return None
        for rule in self._rules:
            match = rule.fullmatch(path)
            if match:
                found = match.groupdict()
                return Owner(
                    unicodedata.normalize("NFC", found["student"].strip()),
                    found.get("number") or "",
                    _file(found, path),
                    _time(found.get("time")),
                )
        return None


def _flat(notebooks: Collection[str]) -> tuple[str, ...]:
    """Правила для имён без каталога: «ivanov_main.ipynb» и «main_ivanov.ipynb»."""
    if not notebooks:
        return ()
    books = "|".join(re.escape(name.removesuffix(".ipynb")) for name in notebooks)
    return (
        rf"(?P<student>[^/]+?)[_ -]+(?P<file>(?:{books})\.ipynb)",
        rf"(?P<book>{books})[_ -]+(?P<student>[^\W\d_][^/]*)\.ipynb",
    )


def _file(found: dict[str, str | None], path: str) -> str:
    """Путь внутри работы."""
    if found.get("book"):
        return f"{found['book']}.ipynb"
    file = found.get("file") or path.rsplit("/", 1)[-1]
    return path if file in (".ipynb", "/") else file.removesuffix("/")


def _time(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        match = re.fullmatch(r"(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)", text)
        text = "{} {}:{}:{}".format(*match.groups()) if match else text
        return parser.parse(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
