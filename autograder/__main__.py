"""Точка входа: ``python -m autograder`` и команда ``autograder``."""

from __future__ import annotations


def main() -> None:
    """Разбирает командную строку и выполняет команду."""
    from autograder.cli import run

    run()


if __name__ == "__main__":
    main()
