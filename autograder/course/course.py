"""Каталог курса nbgrader: настройки, пути, журнал оценок. Читает всё средствами самого nbgrader."""

from __future__ import annotations

import glob
import logging
import os
import re
import sysconfig
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import chdir, parse_utc
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from autograder.wording.problems import CourseProblem
from autograder.wording.reasons import database_problem, system_problem
from autograder.wording.untrusted_text import alphabetical, visible


class _Settings(NbGrader):
    """Приложение nbgrader, от которого нужны только прочитанные настройки."""

    name = "nbgrader"
    load_cwd_config = False  # курс задаётся явно; настройки текущего каталога его не касаются
    raise_config_file_errors = True


class Course:
    """Один курс nbgrader.

    Parameters
    ----------
    root : Path
        Каталог курса (там, где ``nbgrader_config.py`` или каталог исходников).

    Raises
    ------
    CourseProblem
        Если каталога нет, это не курс nbgrader или настройки не читаются.
    """

    patience = 30  # секунд ждать занятый журнал оценок

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root).resolve()
        if not self.root.is_dir():
            raise CourseProblem(
                f"Каталога курса «{visible(str(root))}» нет. Укажите существующий: --course ПУТЬ."
            )
        self._app = self._read_settings()
        self.dirs: CourseDirectory = self._app.coursedir
        self.dirs.root = str(self.root)
        self.dirs.db_url = self._absolute_db_url(self.dirs.db_url)
        source = Path(self._path(self.dirs.source_directory, ".", ".")).resolve()
        if not (self.root / "nbgrader_config.py").exists() and not source.is_dir():
            raise CourseProblem(
                f"В каталоге «{self.root}» нет ни nbgrader_config.py, ни каталога "
                f"{self.dirs.source_directory}: это не курс nbgrader. Укажите курс через --course "
                "или создайте его командой nbgrader quickstart ИМЯ."
            )

    def _read_settings(self) -> NbGrader:
        app = _Settings()
        app.log_level = logging.CRITICAL
        try:
            with chdir(str(self.root)):
                app.initialize([], root=str(self.root))
        except SystemExit as exc:
            raise CourseProblem(self._unreadable("ошибка в настройках")) from exc
        except OSError as exc:
            raise CourseProblem(self._unreadable(system_problem(exc))) from exc
        except Exception as exc:
            raise CourseProblem(self._unreadable(f"{type(exc).__name__}: {exc}")) from exc
        app.log.setLevel(logging.CRITICAL)
        return app

    def _unreadable(self, reason: str) -> str:
        path = self.root / "nbgrader_config.py"
        return f"Настройки курса {path} не читаются ({visible(reason)}). Исправьте файл."

    def _absolute_db_url(self, text: str) -> str:
        """Относительный путь SQLite считается от каталога курса, где бы ни запустили команду."""
        url = make_url(text)
        if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
            url = url.set(database=str(self.root / url.database))
        return url.render_as_string(hide_password=False)

    @property
    def config(self) -> Config:
        """Настройки traitlets, как их прочитал nbgrader."""
        return self._app.config

    @cached_property
    def api(self) -> NbGraderAPI:
        """Программный интерфейс nbgrader для этого курса."""
        return NbGraderAPI(coursedir=self.dirs, parent=self._app)

    def converter(self, cls: type) -> object:
        """Создаёт преобразователь или обработчик nbgrader с настройками курса."""
        return cls(parent=self._app)

    # --- пути ---------------------------------------------------------------------------------

    def _path(self, step: str, student: str, assignment: str) -> str:
        return self.dirs.format_path(step, student, assignment)

    def source(self, assignment: str) -> Path:
        """Каталог исходника задания (с решениями)."""
        return Path(os.path.normpath(self._path(self.dirs.source_directory, ".", assignment)))

    def release(self, assignment: str) -> Path:
        """Каталог задания для студентов."""
        return Path(os.path.normpath(self._path(self.dirs.release_directory, ".", assignment)))

    def submitted(self, assignment: str, student: str) -> Path:
        """Каталог присланной работы."""
        return Path(self._path(self.dirs.submitted_directory, student, assignment))

    def autograded(self, assignment: str, student: str) -> Path:
        """Каталог проверенной работы."""
        return Path(self._path(self.dirs.autograded_directory, student, assignment))

    def feedback(self, assignment: str, student: str) -> Path:
        """Каталог отзывов студенту."""
        return Path(self._path(self.dirs.feedback_directory, student, assignment))

    @property
    def state(self) -> Path:
        """Каталог журнала автопроверки: рядом с журналом оценок, если тот лежит в файле."""
        book = self.gradebook_file
        return (book.parent if book else self.root) / ".autograder"

    def private_paths(self) -> tuple[str, ...]:
        """Пути, которых не должна видеть песочница: исходники, работы, журналы."""
        steps = ("source", "release", "submitted", "autograded", "feedback", "solution")
        named = [getattr(self.dirs, f"{step}_directory") for step in steps]
        folders = [str(self.root / name) for name in named]
        books = [str(self.gradebook_file)] if self.gradebook_file else []
        return (*folders, *books, str(self.state))

    # --- содержимое ---------------------------------------------------------------------------

    def assignments(self) -> list[str]:
        """Имена заданий, у которых есть исходник хотя бы с одной тетрадью."""
        found = self.api.get_source_assignments()
        return sorted(a for a in found if list(self.source(a).glob("*.ipynb")))

    def check_assignment(self, assignment: str) -> str:
        """Убеждается, что у задания есть исходник.

        Raises
        ------
        CourseProblem
            Если такого задания нет; перечисляет имеющиеся.
        """
        if assignment in self.assignments():
            return assignment
        names = self.assignments()
        known = f"Есть: {', '.join(names)}." if names else "Заданий с тетрадями там пока нет."
        raise CourseProblem(f"Задания «{visible(assignment)}» нет в {self.source('.')}. {known}")

    def students(self, assignment: str) -> list[str]:
        """Имена студентов, чьи работы лежат в каталоге присланных."""
        root, mark = glob.escape(str(self.root)), "\0"
        pattern = self._path(self.dirs.submitted_directory, mark, assignment)
        relative = os.path.relpath(pattern, self.root)
        wildcard = os.path.join(root, glob.escape(relative).replace(mark, "*"))
        regex = re.compile(re.escape(pattern).replace(re.escape(mark), "([^/\\\\]+)"), re.DOTALL)
        matches = (regex.fullmatch(path) for path in glob.glob(wildcard) if os.path.isdir(path))
        return sorted({match.group(1) for match in matches if match}, key=alphabetical)

    def timestamp(self, assignment: str, student: str) -> datetime | None:
        """Время сдачи из ``timestamp.txt``; ``None``, если его нет или оно не читается."""
        path = self.submitted(assignment, student) / "timestamp.txt"
        try:
            return parse_utc(path.read_text(encoding="utf-8")[:200].strip())
        except (OSError, ValueError, OverflowError):
            return None

    # --- журнал оценок ------------------------------------------------------------------------

    @property
    def gradebook_file(self) -> Path | None:
        """Файл журнала оценок; ``None``, если журнал не в файле SQLite."""
        url = make_url(self.dirs.db_url)
        is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
        return Path(url.database) if is_file else None

    def require_gradebook(self) -> None:
        """Убеждается, что журнал оценок уже создан.

        Raises
        ------
        CourseProblem
            Если файла журнала нет.
        """
        path = self.gradebook_file
        if path is not None and not path.exists():
            raise CourseProblem(
                f"Журнала оценок {path} ещё нет. Его создаёт выпуск задания: "
                "autograder release ЗАДАНИЕ."
            )

    def _patient_url(self) -> str:
        """Адрес журнала; SQLite ждёт, пока другая программа допишет своё."""
        url = make_url(self.dirs.db_url)
        if self.gradebook_file is not None:
            url = url.update_query_dict({"timeout": str(self.patience)})
        return url.render_as_string(hide_password=False)

    @contextmanager
    def gradebook(self):
        """Открывает журнал оценок nbgrader.

        Raises
        ------
        CourseProblem
            Если журнал не открывается: занят, повреждён или создан другой версией nbgrader.
        """
        if self.gradebook_file is not None:
            self.gradebook_file.parent.mkdir(parents=True, exist_ok=True)
        _let_nbgrader_find_alembic()
        try:
            book = Gradebook(self._patient_url(), self.dirs.course_id)
        except SQLAlchemyError as exc:
            raise CourseProblem(database_problem(exc)) from exc
        try:
            with explained():
                yield book
        finally:
            book.close()


def _let_nbgrader_find_alembic() -> None:
    """Новый журнал nbgrader создаёт программой alembic, а ищет её в PATH."""
    scripts = sysconfig.get_path("scripts")
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + os.environ.get("PATH", "")


@contextmanager
def explained():
    """Превращает ошибку базы данных в понятную фразу.

    Raises
    ------
    CourseProblem
        Если внутри случилась ошибка базы данных.
    """
    try:
        yield
    except SQLAlchemyError as exc:
        raise CourseProblem(database_problem(exc)) from exc
