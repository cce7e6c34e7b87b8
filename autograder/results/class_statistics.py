"""Как класс справился: распределение баллов, трудные проверки, частые ошибки, медленные работы."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import mean, median

from autograder.grading import incidents
from autograder.results.results import Result

_PLACE = re.compile(r" \(строка \d+ ячейки\)")


@dataclass(frozen=True)
class Rate:
    """Доля прошедших проверку и число исходов каждого вида."""

    notebook: str
    grade_id: str
    passed: int
    total: int
    outcomes: dict[str, int]


@dataclass(frozen=True)
class ClassSummary:
    """Сводка по заданию.

    ``histogram`` — число работ по десятым долям наибольшего балла; ``slowest`` и ``limited`` —
    пары «студент, подробность»; ``mistakes`` — тетрадь, проверка и причина с числом работ.
    """

    size: int
    mean: float
    median: float
    max_score: float
    waiting: int
    statuses: dict[str, int]
    histogram: tuple[int, ...]
    rates: tuple[Rate, ...]
    mistakes: tuple[tuple[tuple[str, str, str], int], ...]
    slowest: tuple[tuple[str, float], ...]
    limited: tuple[tuple[str, tuple[str, ...]], ...]


def summarize(found: list[Result], top: int = 10) -> ClassSummary:
    """Считает сводку по работам одного задания.

    Parameters
    ----------
    top : int
        Сколько строк оставить в списках ошибок и медленных работ.
    """
    scores = [item.score for item in found]
    return ClassSummary(
        size=len(found),
        mean=mean(scores) if scores else 0.0,
        median=median(scores) if scores else 0.0,
        max_score=max((item.max_score for item in found), default=0.0),
        waiting=sum(item.needs_manual for item in found),
        statuses=dict(Counter(item.status for item in found)),
        histogram=_histogram(found),
        rates=_rates(found),
        mistakes=tuple(_mistakes(found).most_common(top)),
        slowest=tuple(_slowest(found)[:top]),
        limited=_limited(found),
    )


def _histogram(found: list[Result]) -> tuple[int, ...]:
    bins = [0] * 10
    for item in found:
        share = item.score / item.max_score if item.max_score else 0.0
        bins[min(9, max(0, int(share * 10)))] += 1
    return tuple(bins)


def _rates(found: list[Result]) -> tuple[Rate, ...]:
    outcomes: dict[tuple[str, str], Counter[str]] = {}
    full: Counter[tuple[str, str]] = Counter()
    for item in found:
        for test in item.tests:
            place = (test.notebook, test.grade_id)
            outcomes.setdefault(place, Counter())[test.outcome] += 1
            full[place] += test.outcome == "passed" and test.score >= test.max_score
    return tuple(
        Rate(*place, passed=full[place], total=sum(counts.values()), outcomes=dict(counts))
        for place, counts in outcomes.items()
    )


def _mistakes(found: list[Result]) -> Counter[tuple[str, str, str]]:
    """Причины неудач по проверкам; одинаковая причина у одной работы считается один раз."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for item in found:
        said: dict[str, tuple[str, str, str]] = {}
        for test in item.tests:
            reason = _PLACE.sub("", test.message.strip().split("\n")[0])[:160]
            if test.outcome != "passed" and reason:
                said.setdefault(reason, (test.notebook, test.grade_id, reason))
        counts.update(said.values())
    return counts


def _slowest(found: list[Result]) -> list[tuple[str, float]]:
    times = [
        (item.student, sum(item.decision.phases.values()))
        for item in found
        if item.decision and item.decision.phases
    ]
    return sorted(times, key=lambda pair: -pair[1])


def _limited(found: list[Result]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    hits = []
    for item in found:
        stopped = [t.grade_id for t in item.tests if t.outcome in ("timeout", "killed")]
        notices = ["остановлены проверки: " + ", ".join(stopped)] if stopped else []
        seen = item.decision.incidents if item.decision else ()
        notices += [text for text in seen if incidents.kind(text)]
        if notices:
            hits.append((item.student, tuple(notices)))
    return tuple(hits)
