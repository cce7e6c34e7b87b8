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
ROLL = "import random\ndef roll():\n    return random.randint(1, 6)"
SETTINGS = "from dataclasses import dataclass\n@dataclass\nclass Settings:\n    rate: float = 0.1"
LOG = "import logging\ndef f():\n    logging.getLogger('x').warning('внимание')"
FIRST = "def first(xs):\n    return next(iter(xs))"
# Слова из руководства → решение и проверка, которую прошёл бы обычный nbgrader.
DIFFERENCES = {
    "наследник `list`": (STACK, "s = Stack()\ns.push(1)\nassert s == [1]"),
    "наследует от класса из решения": (
        SHAPE,
        "class Square(Shape):\n    def area(self):\n        return 3\nassert Square().twice() == 6",
    ),
    "подменяет функцию библиотеки": (
        ROLL,
        "from unittest import mock\nwith mock.patch('random.randint', return_value=9):\n"
        "    assert roll() == 9",
    ),
    "`dataclasses.asdict`": (
        SETTINGS,
        "import dataclasses\nassert dataclasses.asdict(Settings()) == {'rate': 0.1}",
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


def test_a_shell_command_runs_nothing_and_stops_nothing(grade):
    examination = grade(
        answer("!touch made\nimport os\nmade = os.path.exists('made')"), check("assert not made")
    )
    assert outcomes(examination) == ["passed"]
    assert "недоступен" in examination.outputs[1][0]["text"]
    assert "команды оболочки" in GUIDE.read_text(encoding="utf-8")
