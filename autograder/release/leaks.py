"""Утечки: не осталось ли в том, что получат студенты, решений, скрытых проверок и указаний.

Сравниваются строки исходной тетради, которых студент видеть не должен, со строками выданных
файлов: тетрадей, страниц, архивов. Пробелы не в счёт, разметка снимается. Строка, случайно
похожая на чужую, — не утечка: утечка видна по куску, по утверждению проверки или по строке, в
которой много своего.
"""

from __future__ import annotations

import builtins
import html
import io
import json
import keyword
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader import utils
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions

from autograder.course.assignment import read_source
from autograder.course.course import Course

MIN_LENGTH = 8
_RICH = 6  # столько своих слов в одной строке — уже не случай
_DISTINCTIVE = 32  # столько знаков подряд случайно не совпадут и внутри чужой строки
_TAG = re.compile(r"<[^>]*>")
_LINE_BREAK = re.compile(r"(?i)</?(?:br|div|p|li|tr|td|th|h[1-6]|pre)\b[^>]*>")
_MARKS = "#>*-/|`,;"  # знаки разметки и комментария по краям строки
_WORD = re.compile(r"[^\W\d]\w*|\d[\w.]*|'[^']*'|\"[^\"]*\"")
_COMMONPLACE = frozenset(keyword.kwlist) | frozenset(dir(builtins)) | {"self"}
_IMPORT = re.compile(r"\s*(?:import|from)\s")
_HEADER = re.compile(r"\s*(?:async\s+def|def|class)\s")
_CLAIM = re.compile(r"\s*(?:assert\b|self\.(?:assert|fail)|[\w.]*\bassert_|with\s+[\w.]*raises)")


@dataclass(frozen=True)
class Secret:
    """Тайная строка: тетрадь, ячейка, сама строка и её место в тайном куске.

    ``kind`` — ``solution``, ``test`` или ``mark`` (указания проверяющему); ``before`` — открытая
    строка, за которой кусок начинается.
    """

    notebook: str
    grade_id: str
    line: str
    region: int
    kind: str = "solution"
    before: str = ""

    @property
    def key(self) -> str:
        """Строка без пробелов и разметки: в таком виде её ищут."""
        return _squeeze(self.line)

    @property
    def place(self) -> tuple[str, str, int]:
        """Кусок, которому строка принадлежит."""
        return self.notebook, self.grade_id, self.region


@dataclass(frozen=True)
class Leak:
    """Найденная утечка: файл и тайная строка в нём.

    ``certain`` — выдано решение целиком или скрытая проверка; иначе строка могла и совпасть.
    """

    path: str
    secret: Secret
    certain: bool = False

    def __str__(self) -> str:
        where = f"{self.secret.notebook}.ipynb, ячейка «{self.secret.grade_id}»"
        return f"{self.path}: строка «{self.secret.line.strip()}» из {where}"


def secrets(course: Course, assignment: str) -> list[Secret]:
    """Строки исходника, которых не должно быть у студентов.

    Тайной не считается то, что есть в открытой части задания, и то, в чём нет почти ничего своего:
    импорт, ``return True``, ``raise ValueError(``.
    """
    found: list[Secret] = []
    public = set(_stubs(course))
    for path in sorted(course.source(assignment).glob("*.ipynb")):
        for cell in read_source(course, path).cells:
            hidden, shown = _split(course, cell)
            public |= {_squeeze(line) for line in shown}
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            found += [
                Secret(path.stem, grade_id, line, number, region.kind, region.before)
                for number, region in enumerate(hidden)
                for line in region.lines
                if _telling(line)
            ]
    return [secret for secret in found if secret.key not in public]


def leaks(hidden: Iterable[Secret], root: Path, run: int = 1) -> list[Leak]:
    """Ищет тайные строки в файле или каталоге, заглядывая в архивы.

    Утечка — это половина куска и больше, скрытая проверка или строка, которой не совпасть случайно.

    Parameters
    ----------
    run : int
        Сколько тайных строк одного куска должны встретиться в файле, чтобы это сочли утечкой:
        для выпуска 1; для книги, где отдельные строки могут совпасть случайно, больше.
    """
    regions: dict[tuple, list[Secret]] = {}
    for secret in hidden:
        regions.setdefault(secret.place, []).append(secret)
    return [
        leak
        for path, text in _texts(root)
        for region in regions.values()
        for leak in _leaks_of(region, path, text, run)
    ]


def _leaks_of(region: list[Secret], path: str, text: str, run: int) -> list[Leak]:
    present = [secret for secret in region if _stands_in(secret, text)]
    if not present or len(present) < run:
        return []
    half = 2 * len(present) >= len(region)
    whole = len(present) == len(region) and _whole(present, text)
    found = []
    for secret in present:
        claim = secret.kind == "test" and bool(_CLAIM.match(secret.line))
        if half or claim or len(_words(secret.line)) >= _RICH:
            found.append(Leak(path, secret, certain=whole or claim))
    return found


def _whole(region: list[Secret], text: str) -> bool:
    """Кусок целиком: строки по порядку, с шапкой функции или с тем, чего случайно не повторить."""
    lines = [secret.key for secret in region]
    headed = any(_HEADER.match(secret.line) for secret in region)
    if region[0].before and not headed:
        headed = _in_order([_squeeze(region[0].before), *lines], text)
    rich = sum(len(_words(secret.line)) for secret in region) >= 2 * _RICH
    return region[0].kind != "mark" and (headed or rich) and _in_order(lines, text)


def _in_order(lines: list[str], text: str) -> bool:
    place = 0
    for line in lines:
        place = text.find(f"\n{line}\n", place)
        if place < 0:
            return False
        place += len(line) + 1
    return True


def _stands_in(secret: Secret, text: str) -> bool:
    key = secret.key
    if key not in text:
        return False
    long = secret.kind == "test" and len(key) >= _DISTINCTIVE
    return long or f"\n{key}\n" in text


@dataclass
class _Region:
    """Тайный кусок ячейки."""

    kind: str
    before: str = ""
    lines: list[str] = field(default_factory=list)


def _split(course: Course, cell) -> tuple[list[_Region], list[str]]:
    """Делит ячейку исходника на тайные куски и открытые строки."""
    solutions = course.converter(ClearSolutions)
    tests, marks = course.converter(ClearHiddenTests), course.converter(ClearMarkScheme)
    borders = {
        solutions.begin_solution_delimeter: ("solution", solutions.end_solution_delimeter),
        tests.begin_test_delimeter: ("test", tests.end_test_delimeter),
        marks.begin_mark_scheme_delimeter: ("mark", marks.end_mark_scheme_delimeter),
    }
    hidden: list[_Region] = []
    shown: list[str] = []
    end = ""
    for line in cell.source.split("\n"):
        begin = next((mark for mark in borders if mark in line), "")
        if end:
            if end in line:
                end = ""
            else:
                hidden[-1].lines.append(line)
        elif begin:
            kind, end = borders[begin]
            before = next((text for text in reversed(shown) if _squeeze(text)), "")
            hidden.append(_Region(kind, before))
        else:
            shown.append(line)
    whole = utils.is_solution(cell) and solutions.begin_solution_delimeter not in cell.source
    return ([_Region("solution", lines=shown), *hidden], []) if whole else (hidden, shown)


def _stubs(course: Course) -> Iterator[str]:
    """Заготовки, которыми nbgrader заменяет решения."""
    settings = course.converter(ClearSolutions)
    for text in (settings.code_stub.get("python", ""), settings.text_stub):
        yield from map(_squeeze, text.split("\n"))


def _squeeze(text: str) -> str:
    """Строка без пробелов и без разметки по краям."""
    return "".join(text.split()).strip(_MARKS)


def _telling(line: str) -> bool:
    """Есть ли в строке что-то своё: имена, числа и слова, которых нет у всех."""
    return len(_squeeze(line)) >= MIN_LENGTH and len(_words(line)) >= 2 and not _IMPORT.match(line)


def _words(line: str) -> list[str]:
    return [word for word in _WORD.findall(line) if word not in _COMMONPLACE]


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    paths = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
    for path in paths:
        yield from _open(str(path), path.read_bytes())


def _open(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Тексты файла; из архива — тексты его файлов."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield from _open(f"{name}!{info.filename}", archive.read(info))
        return
    if name.endswith((".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")):
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive.getmembers():
                if member.isfile():
                    yield from _open(f"{name}!{member.name}", archive.extractfile(member).read())
        return
    yield name, _plain(name, data.decode("utf-8", "ignore"))


def _plain(name: str, text: str) -> str:
    """Строки файла без разметки и пробелов, каждая между переводами строки."""
    if name.endswith((".ipynb", ".json")):
        try:
            text = "\n".join(_strings(json.loads(text)))
        except (ValueError, RecursionError):
            text = text.encode().decode("unicode_escape", "ignore")
    elif name.endswith((".html", ".htm", ".xml", ".svg")):
        text = html.unescape(_TAG.sub("", _LINE_BREAK.sub("\n", text)))
    lines = filter(None, map(_squeeze, text.split("\n")))
    return "\n" + "\n".join(lines) + "\n"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            yield "".join(value)
        else:
            for item in value:
                yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
