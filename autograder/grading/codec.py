"""Итоги проверки как JSON: между процессами и в журнале идут только чистые данные."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import get_args

from autograder.exam.records import Examination, Outcome, OutcomeKind


def encode(examinations: list[Examination]) -> bytes:
    """Записывает итоги по тетрадям."""
    return json.dumps([asdict(e) for e in examinations], ensure_ascii=True).encode()


def decode(data: bytes) -> list[Examination]:
    """Читает итоги по тетрадям.

    Raises
    ------
    ValueError
        Если данные испорчены или исход неизвестен.
    """
    return [_examination(item) for item in json.loads(data)]


def _examination(item: dict) -> Examination:
    return Examination(
        outcomes=tuple(outcome(entry) for entry in item["outcomes"]),
        outputs={int(index): list(outputs) for index, outputs in item["outputs"].items()},
        incidents=tuple(map(str, item["incidents"])),
        phases={str(name): float(seconds) for name, seconds in item["phases"].items()},
        disturbed=bool(item.get("disturbed")),
        contract=tuple(map(str, item["contract"])),
    )


def outcome(entry: dict) -> Outcome:
    """Читает один исход.

    Raises
    ------
    ValueError
        Если исход не из известных.
    """
    if entry["outcome"] not in get_args(OutcomeKind):
        raise ValueError(f"outcome: неизвестный исход {entry['outcome']!r}")
    lines = tuple(map(int, entry.get("lines", ())))
    places = tuple((int(cell), int(line)) for cell, line in entry.get("places", ()))
    return Outcome(**{**entry, "lines": lines, "places": places})
