"""Написанное решением рядом с тайнами не исполняется: ни текст, ни файл pickle.

Экзаменатор исполняет лишь тот код, который исполнял на прогоне. Там, где проверка толкует текст
решения (``eval(formula)``, ``df.query(cond)``, примеры докстринга), толкует его ядро студента, и
значение возвращается по договору. Код сравнивают без чисел в нём: входы бывают случайные.
"""

import ast
import builtins
import doctest
import hashlib
import inspect
import pickle
import re
import sys
from collections.abc import Callable
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

from autograder.exam.examiner.code_essence import essence
from autograder.exam.examiner.contract import Contract, is_trusted_text
from autograder.exam.peers import proxies

_WORD = re.compile(r"[^\W\d]\w*")
_SHORT = 3  # такие строки бывают в любом тексте
# Эти модули сами пишут код, проверив каждое имя в нём, или лишь разбирают его.
_WRITERS = ("collections", "dataclasses", "enum", "attr._make", "functools")
_READERS = (
    *_WRITERS,
    *("asttokens", "autograder", "IPython", "codeop", "doctest", "executing", "importlib"),
    *("inspect", "linecache", "runpy", "stack_data", "traceback"),
)
_THROUGH = ("ast", "codeop")
_LOADERS = (("pickle", "load"), ("pickle", "loads"), ("torch", "load"), ("joblib", "load"))
_INTERPRETERS = (builtins.eval, builtins.exec, builtins.compile)


class _Foreign(str):
    """Текст решения, который проверка уже «скомпилировала»."""


class Texts:
    """Сторож экзаменатора.

    Parameters
    ----------
    contract : Contract
        Договор: что исполнялось на прогоне и где толковали текст решения.
    ask : callable
        Просьба к ядру студента.
    files : dict
        Файлы задания: им верят.
    """

    def __init__(
        self, contract: Contract, ask: Callable[..., Any], files: dict[str, bytes]
    ) -> None:
        self._contract = contract
        self._ask = ask
        self._folder = contract._folder
        self._libraries = ("<frozen ", *(path for path in sys.path if path.startswith("/")))
        self._own = {_mark(content) for content in files.values()}
        self._heard: set[str | bytes] = set()
        self._cells: list[str] = []
        self._loading = 0

    def hear(self, text: str | bytes) -> None:
        """Запомнить на прогоне, что прислало решение."""
        if self._contract.rehearsing and len(text) >= _SHORT:
            self._heard.add(bytes(text) if isinstance(text, bytearray | memoryview) else text)

    def trust(self, cell: str) -> None:
        """Запомнить ячейку преподавателя: примеры из неё исполняются здесь."""
        self._cells.append(cell)

    def guard(self) -> None:
        """Стеречь этот процесс до конца его жизни."""
        vars(doctest).update(compile=self._compile_example, exec=self._run_example)
        own_dumps = pickle.dumps

        def dumps(*arguments, **named):
            made = own_dumps(*arguments, **named)
            self._own.add(_mark(made))
            return made

        pickle.dumps = dumps
        for module, name in _LOADERS:
            if module in sys.modules:
                setattr(sys.modules[module], name, self._loader(module, name))
        if pandas := sys.modules.get("pandas"):
            for name in ("query", "eval"):
                setattr(pandas.DataFrame, name, self._expression(getattr(pandas.DataFrame, name)))
            pandas.eval = self._expression(pandas.eval)
        sys.addaudithook(self._watch)

    def _watch(self, event: str, arguments: tuple) -> None:
        if event == "exec":
            self._check(self._runs(arguments[0], sys._getframe(1)))
        elif event == "compile" and isinstance(arguments[0], str | bytes):
            self._check(self._reads(arguments[0], sys._getframe(1)))
        elif event == "pickle.find_class":
            self._check(self._loading > 0)
        elif event == "marshal.loads":
            self._check(_is_from(sys._getframe(1), ("importlib", "_frozen_importlib_external")))

    def _check(self, allowed: bool) -> None:
        if not allowed:
            raise self._contract.refuse("Проверка не исполняет того, что написано решением.")

    def _runs(self, code: CodeType, caller: FrameType) -> bool:
        if code.co_filename.startswith(self._libraries) or _is_from(caller, _WRITERS):
            return True
        if self._contract.allows(f"код {essence(code)}", here=False):
            return True
        return caller.f_code.co_name == "run_code" and _is_own_cell(caller)

    def _reads(self, source: str | bytes, caller: FrameType) -> bool:
        while caller.f_back is not None and _is_from(caller, _THROUGH):
            caller = caller.f_back
        known = is_trusted_text(caller.f_code.co_filename, self._folder)
        if known or _is_from(caller, _READERS):
            return True
        return self._contract.allows(f"текст {_mark(source)}", here=False)

    # Толкование чужого текста

    def call(self, function: Any, *arguments: Any, **named: Any) -> Any:
        """Вызвать ``eval``, ``exec`` или ``compile`` из ячейки проверки."""
        if function not in _INTERPRETERS:
            return function(*arguments, **named)
        frame = sys._getframe(1)
        source = arguments[0] if arguments else named.get("source", "")
        if function is builtins.compile:
            if self._is_away(source, "compile"):
                return _Foreign(_text(source))
            return builtins.compile(*arguments, **{"dont_inherit": True, **named})
        space, local = [*arguments[1:], None, None][:2]
        explicit = space is not None and space is not frame.f_globals
        space = frame.f_globals if space is None else space
        local = (space if explicit else frame.f_locals) if local is None else local
        if type(source) is _Foreign or self._is_away(source, function.__name__):
            return self._run_away(function.__name__, _text(source), space, local, explicit)
        return function(source, space, local)

    def _is_away(self, source: Any, name: str) -> bool:
        fact = f"толкует {name}"
        if isinstance(source, CodeType):
            return False
        if self._contract.rehearsing and not self._was_heard(source):
            return False
        return self._contract.allows(fact)

    def _was_heard(self, source: Any) -> bool:
        text = _text(source)
        heard = [item for item in self._heard if isinstance(item, str)]
        if isinstance(source, ast.AST):
            heard = [plain for item in heard if (plain := _normal(item))]
        return any(item in text or text == item for item in heard)

    def _run_away(self, name: str, text: str, space: dict, local: dict, explicit: bool) -> Any:
        found = self._ask("interpret", name, text, self._variables(text, space, local), explicit)
        if name == "eval":
            return found
        if type(found) is dict:
            local.update({str(key): value for key, value in found.items()})
        return None

    def _variables(self, text: str, space: dict, local: dict) -> dict[str, Any]:
        """Переменные проверки, которые в этом месте называл и текст образца."""
        known = {**space, **local}
        names = [name for name in dict.fromkeys(_WORD.findall(text)) if name in known]
        return {
            name: known[name]
            for name in names
            if not inspect.ismodule(known[name])
            and proxies.number_of(known[name]) is None
            and self._contract.allows(f"переменная {name}")
        }

    def _expression(self, own: Any) -> Any:
        def evaluate(*arguments, **named):
            place = len(arguments) > 1 and own.__qualname__ != "eval"
            text = arguments[int(place)] if len(arguments) > int(place) else named.get("expr")
            if not isinstance(text, str) or not self._is_away(text, own.__qualname__):
                return own(*arguments, **{**named, "level": named.get("level", 0) + 1})
            frame = sys._getframe(1)
            variables = self._variables(text, frame.f_globals, frame.f_locals)
            target = arguments[0] if place else None
            return self._ask("expression", target, own.__name__, text, variables)

        return evaluate

    def _compile_example(self, source: str, *rest: Any) -> Any:
        inside = any(source.strip() in cell for cell in self._cells)
        return builtins.compile(source, *rest) if inside else _Foreign(source)

    def _run_example(self, code: Any, namespace: dict) -> None:
        if type(code) is _Foreign:
            self._ask("example", str(code))
        else:
            builtins.exec(code, namespace)

    # Файлы pickle

    def _loader(self, module: str, name: str) -> Any:
        own = getattr(sys.modules[module], name)

        def load(source, *arguments, **named):
            start = source.tell() if hasattr(source, "seek") else 0
            content = _content(source)
            mine = content is None or _mark(content) in self._own
            if mine and not self._contract.allows(f"толкует {name}") or self._loading:
                with self._trusting():
                    return own(source, *arguments, **named)
            self._contract.allows(f"толкует {name}")
            value, read = self._ask("load", module, name, content, named)
            if hasattr(source, "seek"):
                source.seek(start + int(read))
            return value

        return load

    @contextmanager
    def _trusting(self):
        self._loading += 1
        try:
            yield
        finally:
            self._loading -= 1


class InterpretingCalls(ast.NodeTransformer):
    """В ячейках проверки ``eval``, ``exec`` и ``compile`` спрашивают сторожа."""

    name = "__interpret__"

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in ("eval", "exec", "compile"):
            asking = ast.copy_location(ast.Name(self.name, ast.Load()), node.func)
            node.args, node.func = [node.func, *node.args], asking
        return node


def _content(source: Any) -> bytes | None:
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source)
    if isinstance(source, str) or hasattr(source, "__fspath__"):
        with open(source, "rb") as file:
            return file.read()
    start = source.tell()
    content = source.read()
    source.seek(start)
    return content


def _text(source: Any) -> str:
    if isinstance(source, ast.AST):
        return ast.unparse(source)
    return (
        bytes(source).decode("utf-8", "replace")
        if isinstance(source, bytes | bytearray)
        else str(source)
    )


def _normal(text: str) -> str:
    try:
        return ast.unparse(ast.parse(text))
    except (SyntaxError, ValueError):
        return ""


def _mark(content: str | bytes) -> str:
    raw = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(raw).hexdigest()[:16]


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))


def _is_from(frame: FrameType, rooms: tuple[str, ...]) -> bool:
    name = _module(frame)
    return any(name == room or name.startswith(room + ".") for room in rooms)


def _is_own_cell(frame: FrameType | None) -> bool:
    """Исполняет ли IPython саму ячейку преподавателя, а не то, что велела она."""
    depth = 0
    while frame is not None:
        depth += frame.f_code.co_name == "run_code" and _is_from(frame, ("IPython",))
        frame = frame.f_back
    return depth == 1
