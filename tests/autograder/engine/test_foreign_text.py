"""Текст, написанный студентом, рядом со скрытыми проверками не исполняется."""

from __future__ import annotations

import pytest
from engine_cells import answer, check, outcomes

EVIL = "import sys; sys.evil = 1"
UNHARMED = "import sys\nassert not hasattr(sys, 'evil')"
WRITER = f"""
def f(x):
    for name in ("written.py", "conftest.py"):
        with open(name, "w", newline="") as file:
            file.write({EVIL!r} + "\\r\\n")
    return {EVIL!r}
"""
HARMLESS = WRITER.replace(EVIL, "x = 1")
WAYS = {
    "exec": "exec(f(1))",
    "eval": "eval(compile(f(1), '<q>', 'exec'))",
    "exec_of_the_source": "import inspect\nexec(inspect.getsource(f))\nf(1)",
    "exec_of_a_file": "f(1)\nexec(open('written.py').read())",
    "magic": "f(1)\nget_ipython().run_line_magic('run', 'written.py')",
    "cell": "get_ipython().run_cell(f(1))",
    "cell_with_a_magic": "get_ipython().run_cell('%%time\\n' + f(1))",
    "runpy": "import runpy\nf(1)\nrunpy.run_path('written.py')",
    "import": "import sys\nsys.path.insert(0, '.')\nf(1)\nimport written",
    "discovery": "import unittest\nf(1)\nunittest.defaultTestLoader.discover('.', 'written*')",
    "conftest": "f(1)\nopen('test_x.py', 'w').close()\nassert not pytest.main(['-q', 'test_x.py'])",
}


@pytest.mark.parametrize("way", WAYS)
def test_what_the_student_wrote_does_not_run_beside_the_tests(way, grade):
    examination = grade(answer(WRITER, HARMLESS), check(WAYS[way]), check(UNHARMED))
    assert outcomes(examination)[-1] == "passed", examination.outcomes


def test_the_source_of_a_solution_may_be_studied(grade):
    test = "import ast, inspect\ntree = ast.parse(inspect.getsource(f))\n"
    test += "assert isinstance(tree.body[0], ast.FunctionDef)\nassert eval('1 + 1') == 2"
    examination = grade(answer(WRITER), check(test))
    assert outcomes(examination) == ["passed"], examination.outcomes


def test_an_expression_without_calls_may_be_computed(grade):
    examination = grade(answer("formula = 'x**2 + 1'"), check("x = 3\nassert eval(formula) == 10"))
    assert outcomes(examination) == ["passed"], examination.outcomes


DOCTESTS = """
import doctest, io
from contextlib import redirect_stdout
runner = doctest.DocTestRunner()
with redirect_stdout(io.StringIO()) as printed:
    for case in doctest.DocTestFinder().find(f, "f", globs=globals()):
        runner.run(case)
assert (runner.tries, runner.failures) == (4, 1), printed.getvalue()
"""


def test_examples_of_a_docstring_run_in_the_kernel_of_the_student(grade):
    source = f'''
def f(x):
    """
    >>> {EVIL}
    >>> f(1)
    2
    >>> f(2)
    5
    >>> f("x")
    Traceback (most recent call last):
    ValueError: не число
    """
    if x == "x":
        raise ValueError("не число")
    return x + 1
'''
    examination = grade(answer(source), check(DOCTESTS), check(UNHARMED))
    assert outcomes(examination) == ["passed", "passed"], examination.outcomes


def test_compiled_files_of_the_student_do_not_reach_the_tests(grade):
    source = (
        "def f():\n    for name in ('x.pyc', 'x.so', 'x.txt'):\n        open(name, 'w').close()"
    )
    test = "import os\nf()\nassert os.listdir('.') == ['x.txt'], os.listdir('.')"
    examination = grade(answer(source), check(test))
    assert outcomes(examination) == ["passed"], examination.outcomes
