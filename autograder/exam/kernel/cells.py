"""Ядро IPython внутри процесса: исполняет ячейки и собирает их вывод без сокетов и протоколов.

Создаётся один раз в сервере порождения; потомки получают готовое вместе с памятью.
"""

from __future__ import annotations

import ast
import builtins
import sys
import traceback
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import SList
from traitlets import Type

from autograder.exam.kernel.outputs import Outputs, OutputStream, finished
from autograder.exam.peers.faults import cell_file, is_cell_file

_NOT_EXECUTABLE = 126


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, *, transient=None, update=False, **kwargs):
        """Положить показанное к выводам ячейки."""
        if self._is_publishing:
            return
        self.shell.outputs.rich(dict(data), dict(metadata or {}))

    def clear_output(self, wait=False):
        """Стереть показанное раньше."""
        self.shell.outputs.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        """Номер вывода уже есть в его записи."""

    def write_format_data(self, format_dict, md_dict=None) -> None:
        """Положить значение ячейки к её выводам."""
        self.shell.outputs.rich(dict(format_dict), dict(md_dict or {}), self.prompt_count)


class _Shell(InteractiveShell):
    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def init_io(self) -> None:
        """Оставить потоки в покое: их заменяет ядро."""

    def enable_gui(self, gui=None) -> None:
        """Окон здесь не бывает."""

    def system(self, cmd) -> None:
        """``!команда`` ничего не запускает, но и ячейки не обрывает."""
        print("запуск программ при проверке недоступен:", cmd, file=sys.stderr)
        self.user_ns["_exit_code"] = _NOT_EXECUTABLE

    def getoutput(self, cmd, split=True, depth=0) -> list | str:
        """Вывод ``!команды`` пуст."""
        self.system(cmd)
        return SList() if split else ""

    def showtraceback(self, *arguments, **named) -> None:
        """Показать исключение коротко: только строки ячеек, без внутренностей библиотек."""
        kind, error, frames = sys.exc_info()
        self.outputs.error(kind.__name__, _text(error), short_traceback(kind, error, frames))

    def showsyntaxerror(self, filename=None, running_compiled_code=False) -> None:
        """Показать синтаксическую ошибку."""
        kind, error, _ = sys.exc_info()
        lines = traceback.format_exception_only(kind, error)
        self.outputs.error(kind.__name__, _text(error), lines)


def short_traceback(kind: type, error: BaseException, frames: TracebackType | None) -> list[str]:
    """Строки отчёта об исключении: места в ячейках и само исключение."""
    in_cells = traceback.StackSummary.extract(
        (frame, line)
        for frame, line in traceback.walk_tb(frames)
        if is_cell_file(frame.f_code.co_filename)
    )
    lines = [*traceback.format_list(in_cells), *traceback.format_exception_only(kind, error)]
    return ["Traceback (most recent call last):\n", *lines]


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


@dataclass
class Run:
    """Что вышло из ячейки: выводы, исключение, значение последнего выражения."""

    outputs: list[dict]
    error: BaseException | None
    value: Any = None


class Kernel:
    """Исполнитель ячеек."""

    def __init__(self) -> None:
        HistoryManager.enabled = False
        self.outputs = Outputs(1)
        _Shell.outputs = self.outputs
        self.shell = _Shell.instance(colors="nocolor", ast_node_interactivity="last_expr")
        self.shell.history_manager.enabled = False
        self.namespace: dict[str, Any] = self.shell.user_ns
        self._cell = 0
        self.shell.compile.get_code_name = lambda raw, transformed, number: cell_file(self._cell)

    def start(self, output_kb: int) -> None:
        """Взять на себя вывод процесса и приготовить графику."""
        self.outputs = _Shell.outputs = self.shell.outputs = Outputs(output_kb)
        sys.stdout = OutputStream(self.outputs, "stdout")
        sys.stderr = OutputStream(self.outputs, "stderr")
        sys.stdin = open("/dev/null")  # noqa: SIM115 — живёт столько же, сколько процесс
        builtins.input = _typed

    def run(self, source: str, number: int) -> Run:
        """Исполнить ячейку с номером ``number``; её исключение не выходит наружу."""
        self._cell = number
        self.outputs.clear()
        try:
            result = self.shell.run_cell(source, store_history=True)
        except KeyboardInterrupt as interrupt:
            return Run(finished(self.outputs.take()), interrupt)
        error = result.error_before_exec or result.error_in_exec
        return Run(finished(self.outputs.take()), error, result.result)


def last_expression(source: str) -> ast.expr | None:
    """Последнее выражение ячейки; None, если она кончается не выражением."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    return body[-1].value if body and isinstance(body[-1], ast.Expr) else None


def _typed(prompt: object = "") -> str:
    sys.stdout.write(str(prompt))
    line = sys.stdin.readline()
    if not line:
        raise EOFError("ввод с клавиатуры при проверке недоступен")
    return line.removesuffix("\n")
