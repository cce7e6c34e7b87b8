"""Похожие работы: отпечатки ответов по ``copydetect`` за вычетом выданного кода.

Сравнивается код ответов и собственных ячеек студента. Заготовки задания и то, что написала
заметная часть класса (короткая задача имеет мало решений), сходством не считаются. Алгоритм:
Schleimer, Wilkerson, Aiken. Winnowing: Local Algorithms for Document Fingerprinting, 2003.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from copydetect import CodeFingerprint, compare_files
from copydetect.utils import get_token_coverage

from autograder.course.assignment import Assignment, load_assignment
from autograder.course.course import Course
from autograder.submission.submission import load_submission

NOISE = 20  # столько знаков (после замены имён) случайного совпадения не значат ничего
WINDOW = 6  # совпадение длиннее NOISE + WINDOW − 1 знаков обнаружится наверняка
COMMON = 0.3  # доля класса, начиная с которой кусок считается общим местом
MAX_CODE = 200_000  # знаков у одного студента: мегабайт сравнивался бы до двадцати секунд
MIN_CLASS = 6  # в меньшем классе общих мест не выделить


@dataclass(frozen=True)
class Pair:
    """Пара похожих работ: какая доля первой есть во второй и наоборот, от 0 до 1.

    ``first_code`` и ``second_code`` — код кусками по порядку: общий ли кусок и его текст.
    """

    first: str
    second: str
    first_share: float
    second_share: float
    first_code: tuple[tuple[bool, str], ...] = ()
    second_code: tuple[tuple[bool, str], ...] = ()

    @property
    def share(self) -> float:
        """Большая из двух долей."""
        return max(self.first_share, self.second_share)


def similar_pairs(course: Course, name: str, threshold: float = 0.7) -> list[Pair]:
    """Пары работ, похожие не меньше чем на ``threshold``, от самых похожих."""
    assignment = load_assignment(course, name)
    codes = {student: own_code(course, assignment, student) for student in course.students(name)}
    released = "\n".join(
        cell.released
        for notebook in assignment.notebooks
        for cell in notebook.cells
        if cell.cell_type == "code"
    )
    return compare(codes, released, threshold)


def own_code(course: Course, assignment: Assignment, student: str) -> str:
    """Код, написанный студентом: ответы и собственные ячейки, короткие прежде длинных.

    От слишком длинного остаётся начало: огромная ячейка не заслонит остальных.
    """
    submission = load_submission(course, assignment, student)
    parts = []
    for notebook in assignment.notebooks:
        submitted = submission.notebooks.get(notebook.name)
        given = {cell.released.strip() for cell in notebook.cells}
        fixed = {cell.grade_id for cell in notebook.cells if cell.kind != "answer"} - {""}
        for cell in submitted.cells if submitted else ():
            foreign = cell.grade_id in fixed or cell.source.strip() in given
            if cell.cell_type == "code" and not foreign:
                parts.append(cell.source)
    return "\n".join(sorted(parts, key=len))[:MAX_CODE]


def compare(codes: dict[str, str], released: str, threshold: float) -> list[Pair]:
    """Сравнивает тексты попарно.

    Parameters
    ----------
    codes : dict
        Студент → его код.
    released : str
        Выданный код: его отпечатки не считаются.
    """
    prints = {name: _fingerprint(code) for name, code in codes.items()}
    _drop(prints.values(), _fingerprint(released).hashes | _common(prints.values()))
    prints = {name: found for name, found in prints.items() if found.hashes}
    pairs = []
    for first, second in combinations(sorted(prints), 2):
        a, b = prints[first], prints[second]
        shared = len(a.hashes & b.hashes)
        if shared < threshold * min(len(a.hashes), len(b.hashes)) / 2:
            continue
        _, shares, slices = compare_files(a, b)
        texts = (codes[first], codes[second])
        pair = Pair(
            first,
            second,
            *(float(min(1.0, share)) for share in shares),
            *(_pieces(text, found) for text, found in zip(texts, slices, strict=True)),
        )
        if pair.share >= threshold:
            pairs.append(pair)
    return sorted(pairs, key=lambda pair: (-pair.share, pair.first, pair.second))


def _pieces(code: str, slices) -> tuple[tuple[bool, str], ...]:
    """Код, разрезанный по границам общих кусков."""
    pieces, place = [], 0
    for start, end in zip(*slices, strict=True) if len(slices) else ():
        pieces += [(False, code[place:start]), (True, code[start:end])]
        place = end
    pieces.append((False, code[place:]))
    return tuple((shared, text) for shared, text in pieces if text)


def _common(prints: Collection[CodeFingerprint]) -> set[int]:
    """Отпечатки тех кусков, что есть у заметной доли класса."""
    if len(prints) < MIN_CLASS:
        return set()
    counts = Counter(mark for found in prints for mark in found.hashes)
    return {mark for mark, count in counts.items() if count > COMMON * len(prints)}


def _drop(prints: Iterable[CodeFingerprint], common: set[int]) -> None:
    """Убрать общие отпечатки: сам copydetect ошибается, если отпечаток в файле не один."""
    for found in prints:
        found.hashes -= common
        for mark in common:
            found.hash_idx.pop(mark, None)
        found.token_coverage = get_token_coverage(found.hash_idx, NOISE, len(found.filtered_code))


def _fingerprint(code: str) -> CodeFingerprint:
    return CodeFingerprint("answer.py", NOISE, WINDOW, fp=io.StringIO(code))
