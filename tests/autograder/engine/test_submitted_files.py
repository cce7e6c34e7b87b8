"""Файлы и модули рядом с тетрадью: присланные, написанные решением и данные заданием."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engine_cells import answer, check, outcomes

from autograder.exam.records import Cell, Exam


def submitted(graded, files: dict[str, bytes], *cells: Cell, stub: str = "") -> object:
    """Экзамен работы, к которой приложены файлы; у преподавателя из них лишь пустой ``stub``."""
    exam = Exam("задание", "тетрадь", "студент", cells)
    model = replace(exam, submitted_files={stub: b""} if stub else {})
    return graded(replace(exam, submitted_files=files), model)


LIAR = "class Liar:\n    def __eq__(self, other): return True\n"
MODULES = {
    "an_object": (LIAR + "mean = Liar()", "mean == 3"),
    "an_answer_of_a_function": (LIAR + "def mean(*a): return Liar()", "mean([1]) == 3"),
    "a_class": (
        "class Meta(type):\n    def __eq__(self, other): return True\n"
        "class mean(metaclass=Meta): pass",
        "mean == 3",
    ),
    "an_object_made_later": (
        LIAR + "def __getattr__(name):\n    if name == 'mean': return Liar()\n"
        "    raise AttributeError(name)",
        "mean == 3",
    ),
    "nothing_at_all": ("def mean(*a): return []", "mean([1]) == [] or True"),
}


@pytest.mark.parametrize("name", MODULES)
def test_a_submitted_module_that_the_model_lacks_does_not_lie_with(name, graded):
    """У проверки, которую не прошло и решение преподавателя, есть лишь данные и функции."""
    module, words = MODULES[name]
    examination = submitted(
        graded,
        {"own.py": f"{module}\ndef honest(x): return x".encode()},
        answer("import own"),
        check(f"import own\nran = own.honest(1)\nassert own.{words}"),
        check("import own\nassert own.honest(7) == 7", grade_id="honest"),
        stub="own.py",
    )
    assert outcomes(examination)[1] == "passed", examination
    assert outcomes(examination)[0] in ("failed", "error"), examination


def test_submitted_modules_do_not_shadow_libraries(graded):
    files = {"numpy.py": b"1 / 0", "helper.py": b"x = 5", "random.py": b"1/0"}
    examination = submitted(
        graded,
        files,
        answer("import random, helper\ny = helper.x"),
        check("import helper\nassert y == helper.x == 5"),
        stub="helper.py",
    )
    assert outcomes(examination) == ["passed"]
    assert sum("заслоняет" in text for text in examination.incidents) == 2


def test_a_submitted_module_is_not_run_in_search_of_the_forbidden(graded):
    examination = submitted(
        graded,
        {"tensorflow.py": b"import os\nos._exit(3)"},
        answer("def f():\n    return 1", forbid=("tensorflow.nn.conv2d",)),
        check("assert f() == 1"),
    )
    assert outcomes(examination) == ["passed"]
    assert any("tensorflow.py" in text for text in examination.incidents)


def test_links_and_pipes_are_not_carried_over(grade):
    source = "import os\ndef f():\n    os.symlink('/etc/passwd', 'link')\n    os.mkfifo('pipe')\n"
    source += "    open('plain', 'w').write('1')"
    test = "import os\nf()\nassert sorted(os.listdir('.')) == ['plain'], os.listdir('.')"
    examination = grade(answer(source), check(test))
    assert outcomes(examination) == ["passed"], examination


def test_the_student_cannot_rewrite_the_assignments_files(grade):
    examination = grade(
        answer("def f():\n    open('data.csv', 'w').write('0')", "def f(): pass"),
        check("f()\nassert open('data.csv').read() == '42'"),
        files={"data.csv": b"42"},
    )
    assert outcomes(examination) == ["passed"]


def test_helper_modules_of_the_assignment_are_importable(grade):
    examination = grade(
        answer("from tools import two\ndef f():\n    return two()"),
        check("import tools\nassert f() == tools.two()"),
        files={"tools.py": b"def two():\n    return 2"},
    )
    assert outcomes(examination) == ["passed"], examination


def test_a_written_module_does_not_shadow_a_library(grade):
    source = "def f():\n    open('json.py', 'w').write('loads = lambda s: 4')\n"
    source += "    open('fractions.py', 'w').write('Fraction = lambda *a: 1 / 0')"
    test = "f()\nimport importlib, fractions\nimportlib.reload(fractions)\nfractions.Fraction(1, 2)"
    examination = grade(answer(source), check(test))
    assert outcomes(examination) == ["passed"], examination
