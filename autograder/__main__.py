"""Точка входа: ``python -m autograder`` и команда ``autograder``."""

from __future__ import annotations

import sys


def main() -> None:
    """Разбирает командную строку и выполняет команду."""
    # jsonschema нужна эта грамматика лишь для формата «iri», которого в тетрадях нет, а
    # собирается она дольше, чем идёт иная команда
    sys.modules.setdefault("rfc3987_syntax", None)
    from autograder.cli import run

    run()


if __name__ == "__main__":
    main()
