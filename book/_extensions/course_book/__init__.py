"""Расширение Sphinx для этой книги: русский интерфейс, типографика, поиск, тетради."""

from . import (
    alts,
    api,
    assignments,
    bibliography,
    chapter_map,
    code_cells,
    exercises,
    formulas,
    freshness,
    interface,
    notebooks,
    offline,
    photos,
    search,
    typography,
    weight,
    widgets,
)

PARTS = (
    alts,
    api,
    assignments,
    interface,
    typography,
    search,
    exercises,
    formulas,
    freshness,
    chapter_map,
    code_cells,
    notebooks,
    offline,
    photos,
    bibliography,
    weight,
    widgets,
)


def setup(app):
    """Подключает все части расширения."""
    for part in PARTS:
        part.setup(app)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
