"""Замок курса: две проверки разом писали бы один журнал оценок."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.wording.problems import Problem
from autograder.wording.reasons import system_reason


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Держит замок-файл; с гибелью процесса замок снимает сама система.

    Raises
    ------
    Problem
        Если замок держит другая проверка.
    """
    try:
        import fcntl
    except ImportError:  # не Linux и не macOS: замка нет, проверка там и не запускается
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(
                "Этот курс уже проверяет другая команда grade. Дождитесь её или остановите."
            ) from None
        except OSError as exc:
            raise Problem(
                f"Замок {path} не ставится: {system_reason(exc)}. Каталог курса должен лежать там, "
                "где файлы можно запирать: на местном диске или NFS с lockd."
            ) from exc
        yield
