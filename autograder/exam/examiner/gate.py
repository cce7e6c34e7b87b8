"""Приёмная экзаменатора: всё, что прислал студент, входит через неё — по договору.

Где у преподавателя были данные, объект студента просят прислать данными: генератор становится
генератором уже посчитанного, последовательность — последовательностью, остальному отказано.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograder.exam.examiner.contract import Contract, empties
from autograder.exam.examiner.library_objects import is_drawing
from autograder.exam.peers.class_info import ClassInfo
from autograder.exam.peers.object_table import Policy
from autograder.wire import WireError

EXCEPTION = "исключение"
ASKED = "просьба"
_OF_MODULE = "module "  # функцию присланного модуля лишь зовут, а что она вернёт, примут заново
_EQUAL, _ORDERED = ("eq", "ne"), ("lt", "le", "gt", "ge")
_LEAVING = (StopIteration, StopAsyncIteration, GeneratorExit, SystemExit, KeyboardInterrupt)
_LAYERS = ("torch.nn.", "torch.optim.")


def family(operation: str) -> str:
    """Вид операции: ``a < b`` спросит то одну сторону, то другую, смотря что класс умеет."""
    bare = operation.strip("_")
    if bare in _EQUAL or bare in _ORDERED:
        return "равенство" if bare in _EQUAL else "порядок"
    return (
        bare[1:] if bare[:1] in "ri" and bare not in ("round", "invert", "rshift", "iter") else bare
    )


class Given(Sequence):
    """Посчитанная последовательность: умеет то же, что и у студента, и больше ничего."""

    def __init__(self, items: list) -> None:
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, place: Any) -> Any:
        return self._items[place]


class Gate(Policy):
    """Чему экзаменатор верит.

    Parameters
    ----------
    contract : Contract
        Договор.
    ask : callable
        Просьба к ядру студента.
    note, hear : callable
        Запись о замеченном и о пришедшем тексте.
    """

    trusting = False

    def __init__(
        self,
        contract: Contract,
        ask: Callable,
        note: Callable[[str], None],
        hear: Callable[[str | bytes], None] = len,
    ) -> None:
        self.contract = contract
        self._ask = ask
        self._note = note
        self.hear = hear

    def compares(self, class_name: str, operation: str) -> bool:
        """Сравнивала ли проверка и объект преподавателя здесь же такой операцией."""
        allowed = self.contract.allows(f"операция {family(operation)}")
        if not allowed:
            self._note(f"операция {operation} класса «{class_name}» не к месту: в ней отказано")
        return allowed

    def silences(self) -> bool:
        """Гасил ли здесь исключения и объект преподавателя."""
        return self.contract.allows("гасит исключения")

    def ends_at_once(self) -> None:
        """Обход кончился, не начавшись: так ли было и у преподавателя."""
        if not self.contract.crosses("обход пуст"):
            raise self.contract.refuse("Решение вернуло пустое там, где ответ не пуст.")

    def returns_own(self, value: object) -> object:
        """Вернулся объект самой проверки; рисунок — туда же, где рисуют (``transform=…``)."""
        if self.contract.action == ASKED and is_drawing(value):
            return value
        if not self.contract.crosses("своё"):
            raise self._not_data()
        return value

    def claim(self, info: ClassInfo) -> type:
        """За объект какого класса выдать присланное."""
        known = info.known()
        names = [f"{base.__module__}.{base.__qualname__}" for base in known.__mro__[:-1]]
        admitted = [self.contract.crosses(f"класс {name}") for name in names]
        return known if any(admitted) else object

    def data(self, number: int, kind: str, info: ClassInfo) -> tuple[object, ...]:
        """Пусто, если объекту здесь место; иначе кортеж из данных, в которые он превращён."""
        heir = kind == "heir"  # данные со своими методами: объект, лишь где у образца не данные
        if not (heir and self.contract.rehearsing) and self.contract.crosses("объект"):
            return ()
        if kind in ("function", "builtin") and self.contract.action.startswith(_OF_MODULE):
            return ()
        if self.contract.action == EXCEPTION:
            return (None,)
        if kind not in ("object", "generator", "heir"):
            raise self._not_data()
        with self.contract.receiving(f"{self.contract.action} данными"):
            found = self._ask("data", number)
        match found:
            case ("iterator", list(items)):
                return ((item for item in items),)
            case ("sequence", list(items)):
                return (Given(items),)
            case ("value", value):
                return (value,)
        raise self._not_data()

    def _not_data(self) -> Exception:
        return self.contract.refuse(
            "Решение вернуло объект, а ожидались данные: число, строка, список, массив."
        )

    def common_class(self, cls: type) -> object:
        """Класс, названный по имени: слой библиотеки исполнял бы экзаменатор, а не студент."""
        if not f"{cls.__module__}.".startswith(_LAYERS) or self.contract.crosses(
            "класс библиотеки"
        ):
            return cls
        return self._ask("hold", cls.__module__, cls.__qualname__)

    def exception(self, info: ClassInfo) -> type[BaseException]:
        """Ближайший предок исключения, которому здесь верят: встроенный или брошенный образцом."""
        line = [cls for cls in info.found() if issubclass(cls, BaseException)]
        if self.contract.rehearsing:
            for cls in line:
                self.contract.allows(_raised(cls), here=False)
        for cls in line:
            builtin = cls.__module__ == "builtins" and issubclass(cls, Exception)
            if (builtin and not issubclass(cls, _LEAVING)) or _raised(cls) in self.contract.found:
                return cls
        return Exception

    def may_raise(self, error: BaseException) -> bool:
        """Управляющее исключение впускают лишь туда, где его бросал и образец."""
        leaving = isinstance(error, _LEAVING) or not isinstance(error, Exception)
        return not leaving or self.contract.crosses("управляющее исключение")

    def admit(self, value: object) -> object:
        """Впустить данные, если пустое в них лежит там же, где и у преподавателя."""
        contract = self.contract
        if contract.rehearsing and (value is None or value is False):
            contract.crosses("пусто  1")
        for path, dimensions in empties(value):
            if contract.rehearsing:
                for fewer in range(dimensions):
                    contract.crosses(f"пусто {path} {fewer}")
            if not contract.crosses(f"пусто {path} {dimensions}"):
                raise contract.refuse("Решение вернуло пустое там, где ответ не пуст.")
        return value

    def changes(self, owner: str) -> bool:
        """Менял ли образец этот аргумент."""
        return self.contract.allows(f"меняет {owner}")


def _raised(cls: type) -> str:
    return f"исключение {cls.__module__}.{cls.__qualname__}"


def owner_of(target: object, parameters: tuple) -> str:
    """Какому аргументу принадлежит изменённый объект: он сам или лежит внутри."""
    for value in parameters:
        named = (
            value.items()
            if type(value) is dict
            else enumerate(value)
            if type(value) is tuple
            else ()
        )
        for name, argument in named:
            if _holds(argument, target, set()):
                return str(name)
    return "?"


def _holds(value: object, target: object, seen: set[int]) -> bool:
    if value is target:
        return True
    if id(value) in seen:
        return False
    seen.add(id(value))
    inner = value if isinstance(value, list | tuple | set | frozenset) else ()
    if isinstance(value, dict):
        inner = value.values()
    elif type(value).__module__ == "__main__":
        inner = getattr(value, "__dict__", {}).values()
    return any(_holds(item, target, seen) for item in inner)


def sound(decode: Callable[[], Any], missing: object) -> Any:
    """Раскодированное или ``missing``, если оно не по договору или испорчено."""
    try:
        return decode()
    except (WireError, Exception):
        return missing
