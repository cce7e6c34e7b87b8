"""Сцена нападений: крошечный курс, тайна в четырёх местах, ловушки в сети и работы из каталогов."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import socket
import stat
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from building import build_submission

from autograder.course.course import Course
from autograder.grading.journal import Decision, Journal

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
ASSIGNMENT = "tasks"
FULL_SCORE = 8
VICTIM = "aaa_victim"
LIMITS = ["--timeout", "5", "--notebook-timeout", "40", "--memory", "1024", "--workers", "2"]
CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'scenarios'\n"


@dataclass
class Scenario:
    """Одно нападение: имя каталога и то, что записано в ``expected.toml``."""

    name: str
    expected: dict

    @property
    def student(self) -> str:
        """Под каким именем подана работа."""
        return self.expected.get("student", self.name)

    @property
    def neighbour(self) -> str:
        """Честный студент, чью работу проверяют следом."""
        return f"{self.student}_neighbour"

    @property
    def classes(self) -> list[int]:
        """Номера угроз."""
        numbers = self.expected["class"]
        return numbers if isinstance(numbers, list) else [numbers]


def scenarios() -> list[Scenario]:
    """Все сценарии: каталоги, в которых записан ожидаемый исход."""
    return [
        Scenario(path.parent.name, tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(HERE.glob("*/expected.toml"))
    ]


class Traps:
    """Слушатели на этой же машине: достучаться до них из песочницы нельзя."""

    def __init__(self, folder: Path) -> None:
        self.abstract = f"autograder-trap-{secrets.token_hex(8)}"
        self.path = str(folder / "trap.sock")
        tcp = self._open(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        udp = self._open(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        hidden = self._open(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.abstract}")
        named = self._open(socket.AF_UNIX, socket.SOCK_STREAM, self.path)
        self.tcp, self.udp = tcp.getsockname()[1], udp.getsockname()[1]
        self._listeners, self._datagrams = {"tcp": tcp, "abstract": hidden, "named": named}, udp

    @staticmethod
    def _open(family: int, kind: int, address: object) -> socket.socket:
        trap = socket.socket(family, kind)
        trap.bind(address)
        if kind == socket.SOCK_STREAM:
            trap.listen(64)
        trap.setblocking(False)
        return trap

    def caught(self) -> list[str]:
        """Какие из слушателей дождались гостя; слушатели после этого закрыты."""
        found = []
        for name, trap in self._listeners.items():
            with contextlib.suppress(BlockingIOError):
                trap.accept()
                found.append(name)
            trap.close()
        with contextlib.suppress(BlockingIOError):
            self._datagrams.recv(1)
            found.append("udp")
        self._datagrams.close()
        return found


@dataclass
class Stage:
    """Курс до, во время и после проверки."""

    root: Path
    canary: str = field(default_factory=lambda: f"canary-{secrets.token_hex(8)}")

    def __post_init__(self) -> None:
        self.path, self.home, self.scratch = (
            self.root / name for name in ("course", "home", "scratch")
        )
        for folder in (self.path, self.home / "exam", self.scratch):
            folder.mkdir(parents=True)
        (self.path / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
        self.traps = Traps(self.home)
        self.course = Course(self.path)

    def prepare(self) -> None:
        """Выпускает задание и прячет тайну у преподавателя, в журнале и в чужой работе."""
        for place in (self.home / ".netrc", self.home / "exam" / "answers.txt"):
            place.write_text(f"password {self.canary}\n", encoding="utf-8")
        source = self.path / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        source.parent.mkdir(parents=True)
        text = (HERE / "_assignment" / source.name).read_text(encoding="utf-8")
        source.write_text(text.replace("@CANARY@", self.canary), encoding="utf-8")
        self.autograder("release", ASSIGNMENT)
        with self.course.gradebook() as book:
            book.add_student(VICTIM, last_name=self.canary)
        self._submit(VICTIM, HERE / "honest")
        (self._folder(VICTIM) / "notes.txt").write_text(self.canary, encoding="utf-8")

    def submit(self, scenario: Scenario) -> None:
        """Кладёт в курс работу нападающего и работу его честного соседа."""
        self._submit(scenario.student, HERE / scenario.name)
        for name, content in scenario.expected.get("files", {}).items():
            _plant(self._folder(scenario.student) / name, self._filled(content))
        self._submit(scenario.neighbour, HERE / "honest")

    def _folder(self, student: str) -> Path:
        return self.path / "submitted" / student / ASSIGNMENT

    def _submit(self, student: str, answers: Path) -> None:
        target = self._folder(student)
        build_submission(self.path / "release" / ASSIGNMENT, answers, target)
        notebook = target / f"{ASSIGNMENT}.ipynb"
        notebook.write_text(self._filled(notebook.read_text("utf-8")), encoding="utf-8")

    def _filled(self, content: object) -> object:
        """Подставляет настоящие пути и порты: нападающий знает, где что лежит."""
        if isinstance(content, dict):
            return {key: self._filled(value) for key, value in content.items()}
        if not isinstance(content, str):
            return content
        known = {"COURSE": self.path, "HOME": self.home, "SOCKET": self.traps.path}
        known |= {"TCP": self.traps.tcp, "UDP": self.traps.udp, "ABSTRACT": self.traps.abstract}
        for name, value in known.items():
            content = content.replace(f"@{name}@", str(value))
        return content

    def autograder(self, *arguments: str) -> str:
        """Команда автопроверки; возвращает её вывод."""
        command = [sys.executable, "-m", "autograder", "--course", str(self.path), *arguments]
        environment = {**os.environ, "HOME": str(self.home), "TMPDIR": str(self.scratch)}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def snapshot(self) -> dict[str, str]:
        """Всё, чего нападающие не должны были тронуть: путь → вид, права и хеш содержимого."""
        folders = [self.path / name for name in ("source", "release", "submitted")]
        paths = [path for folder in (*folders, self.home) for path in folder.rglob("*")]
        return {str(path): _state(path) for path in paths}

    def results(self) -> dict[str, dict]:
        """Итоги всех студентов: как их выгружает ``export --format json``."""
        exported = self.autograder("export", ASSIGNMENT, "--format", "json", "--output", "-")
        return {result["student"]: result for result in json.loads(exported)}

    def decisions(self) -> dict[str, Decision]:
        """Записи журнала проверки."""
        with Journal(self.course.state) as journal:
            return {decision.student: decision for decision in journal.latest_all(ASSIGNMENT)}

    def outputs(self, student: str) -> str:
        """Всё, что вывели ячейки студента и его решения во время проверок."""
        path = self.course.autograded(ASSIGNMENT, student) / f"{ASSIGNMENT}.ipynb"
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return "\n".join(
            text
            for cell in cells
            for item in cell.get("outputs", [])
            # исключение в ячейке проверки — экзаменатора: студентам его не показывают
            if item["output_type"] != "error" or not _is_test(cell)
            for text in _strings(item)
        )

    def feedback(self, student: str) -> str:
        """Страница отзыва."""
        return (self.course.feedback(ASSIGNMENT, student) / f"{ASSIGNMENT}.html").read_text("utf-8")


def _is_test(cell: dict) -> bool:
    marks = cell["metadata"].get("nbgrader", {})
    return marks.get("grade", False) and not marks.get("solution", False)


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inner for text in _strings(item)]


def _plant(path: Path, content: dict) -> None:
    """Кладёт в работу то, чего git не хранит: ссылки, трубы, огромные файлы."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    match content:
        case {"symlink": target}:
            path.symlink_to(target)
        case {"hardlink": target}:
            os.link(target, path)
        case {"pipe": True}:
            os.mkfifo(path)
        case {"megabytes": size}:
            path.touch()
            os.truncate(path, size << 20)
        case {"text": text, **rest}:
            path.write_text(text * rest.get("times", 1), encoding="utf-8")
        case _:
            raise ValueError(f"{path.name}: непонятное содержимое {content!r}")


def _state(path: Path) -> str:
    info = path.lstat()
    kind = f"{stat.S_IFMT(info.st_mode):o} {stat.S_IMODE(info.st_mode):o} {info.st_size}"
    if stat.S_ISREG(info.st_mode) and info.st_size < 1 << 20:
        kind += hashlib.sha256(path.read_bytes()).hexdigest()
    return kind
