"""Двойники исключений студента: их ловят ``except`` и ``pytest.raises``, а слова — настоящих."""

from __future__ import annotations

from autograder.exam.peers.class_info import ClassInfo
from autograder.exam.peers.proxies import OWNER, TEXT, Desk, number_of


def exception_bases(cls: type) -> tuple[type, ...]:
    """Предки класса исключений, которых у собеседника нет: их двойники станут предками двойника."""
    return tuple(base for base in cls.__bases__ if ClassInfo.of(base).known() is not base)


def make_exception_class(
    number: int, known: type[BaseException], info: ClassInfo, bases: tuple
) -> type:
    """Местный двойник класса исключений: его ловят ``except`` и ``pytest.raises``."""
    doubles = tuple(base for base in bases if number_of(base) is not None)
    if not any(issubclass(base, known) for base in doubles):
        doubles += (known,)
    return type(info.name, doubles, {"student_number": number, "__module__": "student"})


def enliven(double: type, desk: Desk) -> type:
    """Поставить за объектами двойника настоящие: свойства и методы — у хозяина."""

    def build(self, *arguments, **named):
        owner = desk.request("call", number_of(double), arguments, named)
        vars(self).update({OWNER: owner, TEXT: str(owner)})
        self.args = owner.args

    def get(self, name):
        if name.startswith("__") or OWNER not in vars(self):
            raise AttributeError(f"'{double.__name__}' object has no attribute '{name}'")
        return getattr(vars(self)[OWNER], name)

    double.__init__, double.__getattr__ = build, get
    double.__str__ = lambda self: vars(self).get(TEXT, "")
    return double
