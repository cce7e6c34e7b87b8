"""Отличия от nbgrader, названные в руководстве преподавателя: чего проверка через границу не может.

Перестало отличаться — уберите и строку из ``book/appendix/instructor.md``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_cells import answer, check, outcomes

GUIDE = Path(__file__).parents[3] / "book" / "appendix" / "instructor.md"
STACK = "class Stack(list):\n    def push(self, x):\n        self.append(x)"
SHAPE = "class Shape:\n    def twice(self):\n        return 2 * self.area()"
SETTINGS = "from dataclasses import dataclass\n@dataclass\nclass Settings:\n    rate: float = 0.1"
LEVEL = "from enum import IntEnum\nclass Level(IntEnum):\n    LOW = 1"
LAZY = "def squares(xs, seen):\n    for x in xs:\n        seen.append(x)\n        yield x * x"
SLOW = "import asyncio\nasync def slow():\n    await asyncio.sleep(0.1)"
HINTS = "from typing import Optional\ndef find(x: Optional[int]):\n    return x"
AREA = "def area(shape):\n    return shape.a ** 2"
AREA_TOO = "def area(shape):\n    return vars(shape)['a'] ** 2"
LOG = "import logging\ndef f():\n    logging.getLogger('x').warning('внимание')"
FIRST = "def first(xs):\n    return next(iter(xs))"
# Слова из руководства → решение и проверка, которую прошёл бы обычный nbgrader.
DIFFERENCES = {
    "наследник `list`": (STACK, "s = Stack()\ns.push(1)\nassert s == [1]"),
    "наследует от класса из решения": (
        SHAPE,
        "class Square(Shape):\n    def area(self):\n        return 3\nassert Square().twice() == 6",
    ),
    "`IntEnum`": (LEVEL, "assert Level.LOW.name == 'LOW'"),
    "`match` с классом решения": (
        SETTINGS,
        "match Settings():\n    case Settings(rate):\n        assert rate == 0.1",
    ),
    "`x.__class__`": (SETTINGS, "assert Settings().__class__ is Settings"),
    "`dataclasses.replace`": (
        SETTINGS,
        "import dataclasses\nassert dataclasses.replace(Settings(), rate=1).rate == 1",
    ),
    "переданный список": (
        LAZY,
        "seen = []\nassert list(squares([1, 2], seen)) == [1, 4] and seen == [1, 2]",
    ),
    "`asyncio.wait_for`": (
        SLOW,
        "import asyncio\nwith pytest.raises(TimeoutError):\n"
        "    await asyncio.wait_for(slow(), 0.001)",
    ),
    "`Optional[int]`": (
        HINTS,
        "from typing import Optional\nassert find.__annotations__['x'] == Optional[int]",
    ),
    "`assertLogs`": (
        LOG,
        "import unittest\nwith unittest.TestCase().assertLogs('x'):\n    f()",
    ),
    "`StopIteration`": (FIRST, "with pytest.raises(StopIteration):\n    first([])"),
    "файл pickle": (
        "import pickle\ndef save():\n    pickle.dump(print, open('f.pkl', 'wb'))",
        "import pickle\nsave()\nassert pickle.load(open('f.pkl', 'rb')) is print",
    ),
}


@pytest.mark.parametrize("words", DIFFERENCES)
def test_a_difference_is_real_and_told(words, grade):
    solution, test = DIFFERENCES[words]
    assert words in GUIDE.read_text(encoding="utf-8")
    assert outcomes(grade(answer(solution), check(test))) != ["passed"]


def test_objects_of_the_test_open_what_the_reference_reads(grade):
    test = check(
        "class Square:\n    a = 3\n    def __init__(self):\n        self.a = 3\n"
        "assert area(Square()) == 9"
    )
    assert outcomes(grade(answer(AREA), test)) == ["passed"]
    assert outcomes(grade(answer(AREA_TOO, AREA), test)) != ["passed"]
    assert "к которым обращается ваше решение" in GUIDE.read_text(encoding="utf-8")


def test_a_shell_command_runs_nothing_and_stops_nothing(grade):
    examination = grade(
        answer("!touch made\nimport os\nmade = os.path.exists('made')"), check("assert not made")
    )
    assert outcomes(examination) == ["passed"]
    assert "недоступен" in examination.outputs[1][0]["text"]
    assert "команды оболочки" in GUIDE.read_text(encoding="utf-8")
