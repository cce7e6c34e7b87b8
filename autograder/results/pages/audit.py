"""Итог испытания проверок: страница и JSON."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.audit import Audit
from autograder.results.pages.rendering import render, write_page


def write_audit(found: Audit, target: Path) -> tuple[Path, Path]:
    """Пишет страницу, а рядом то же самое в JSON.

    Parameters
    ----------
    target : Path
        Имя страницы или JSON; без расширения ``.html`` или ``.json`` — начало обоих имён.

    Returns
    -------
    tuple of Path
        Пути страницы и JSON.
    """
    stem = target.with_suffix("") if target.suffix in (".html", ".json") else target
    page, data = (stem.with_name(f"{stem.name}.{kind}") for kind in ("html", "json"))
    write_page(page, render("audit.html.j2", found=found, tests=_tests(found)))
    write_page(data, as_json(found))
    return page, data


def as_json(found: Audit) -> str:
    """Итог как JSON: сводка, приговор каждому испорченному решению, устаревшие пометки."""
    return json.dumps(
        {
            "assignment": found.assignment,
            "mutants": len(found.verdicts),
            "caught": found.count("caught"),
            "survived": found.count("survived"),
            "equivalent": found.count("equivalent"),
            "stale_marks": [{"task": task, "mutant": key} for task, key in found.stale],
            "verdicts": [
                {
                    "notebook": verdict.notebook,
                    "task": verdict.task,
                    "mutant": verdict.mutant.key,
                    "operator": verdict.mutant.operator,
                    "line": verdict.mutant.line,
                    "status": verdict.status,
                    "caught_by": list(verdict.caught_by),
                    "reason": verdict.reason,
                    "diff": list(verdict.mutant.diff),
                }
                for verdict in found.verdicts
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _tests(found: Audit) -> list[dict]:
    """Проверки по тетрадям: сколько решений поймала каждая и сколько поймала она одна."""
    rows = []
    for notebook, names in found.tests.items():
        caught = [v.caught_by for v in found.verdicts if v.notebook == notebook]
        rows += [
            {
                "notebook": notebook,
                "name": name,
                "caught": sum(name in by for by in caught),
                "alone": sum(by == (name,) for by in caught),
            }
            for name in names
        ]
    return rows
