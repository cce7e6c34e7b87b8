"""Текст решения, который проверка исполняет рядом с тайнами."""

# ruff: noqa: E501 — строки с текстами ячеек нагляднее целиком

from attacks import Attack, returning

FORMULA = returning("'x**2 + 1'")
EVAL = "x, wanted = 3, 10\nassert eval(f()) == wanted"
SOURCE = "def f(x):\n    return x**2 + 1"
STEALS = """
ran.append(1)

def f(x):
    import sys
    frame = sys._getframe()
    while frame:
        if "wanted" in frame.f_globals:
            return frame.f_globals["wanted"]
        frame = frame.f_back
"""
QUERY = "import pandas as pd\nframe = pd.DataFrame({'a': [1, 2, 3, 4]})\nwanted = frame[frame.a > 2]\nassert frame.query(f()).equals(wanted)"
SLOTS = r"""
import pickle
def f():
    ran.append(1)
    body = b"\x80\x02c__main__\nVector\n(N}X\x06\x00\x00\x00__eq__cbuiltins\nslice\nstb."
    open("vector.pkl", "wb").write(body)
    return Vector(7)
"""
VECTOR = "class Vector:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, other):\n        return self.x == other.x"
SAVES = "import pickle\ndef f():\n    pickle.dump(Vector(1), open('vector.pkl', 'wb'))\n    return Vector(1)"

ATTACKS = {
    "a_name_of_the_expected": Attack(returning("'wanted'"), FORMULA, EVAL),
    "bytes": Attack(returning("b\"globals()['wanted']\""), FORMULA, EVAL),
    "a_lambda_in_the_formula": Attack(returning("'(lambda: wanted)()'"), FORMULA, EVAL),
    "a_formula_in_pieces": Attack(
        returning("['globals()', '[\"wanted\"]']"),
        returning("['x**2', '+ 1']"),
        "x, wanted = 3, 10\nassert eval(''.join(f())) == wanted",
    ),
    "the_source_with_an_import_before_it": Attack(
        STEALS,
        SOURCE,
        "import inspect\nwanted = 10\nspace = {'wanted': wanted}\n"
        "exec('import math\\n' + inspect.getsource(f), space)\nassert space['f'](3) == wanted",
    ),
    "the_source_through_a_tree": Attack(
        STEALS,
        SOURCE,
        "import ast, inspect\nwanted = 10\nspace = {'wanted': wanted}\n"
        "exec(compile(ast.parse(inspect.getsource(f)), 'x', 'exec'), space)\nassert space['f'](3) == wanted",
    ),
    "a_default_in_the_source": Attack(
        "ran.append(1)\ndef f(x, y=globals().get('wanted')):\n    return y",
        SOURCE,
        "import inspect\nwanted = 10\nspace = {'wanted': wanted}\n"
        "exec(inspect.getsource(f).strip() + '\\n', space)\nassert space['f'](3) == wanted",
    ),
    "a_query_of_a_frame": Attack(
        returning("'index in @wanted.index'"), returning("'a > 2'"), QUERY
    ),
    "an_expression_for_pandas": Attack(
        returning("'@wanted.a'"),
        returning("'x.a * 2'"),
        "import pandas as pd\nx = pd.DataFrame({'a': [1, 2]})\nwanted = pd.DataFrame({'a': [2, 4]})\n"
        "assert pd.eval(f().replace('@', '')).equals(wanted.a)",
    ),
    "an_expression_for_sympy": Attack(
        returning("\"__import__('__main__').__dict__['wanted']\""),
        returning("'x**2 + 1'"),
        "import sympy\nwanted = sympy.Symbol('x') ** 2 + 1\nassert sympy.sympify(f()) == wanted",
    ),
    "a_cell_with_a_magic": Attack(
        returning("'%%capture\\nanswer = wanted'"),
        returning("'answer = 10'"),
        "wanted = 10\nget_ipython().run_cell(f())\nassert answer == wanted",
        plain=False,
    ),
    "an_annotation": Attack(
        'def f(x: "box.append(1) or int"):\n    return x\nran.append(1)',
        "def f(x: 'int'):\n    return x",
        "import typing\nbox = []\ntry:\n    typing.get_type_hints(f, globals())\nexcept Exception:\n    pass",
        proof="assert box",
    ),
    "a_timed_statement": Attack(
        returning("'box.append(10)'"),
        returning("'sum(range(5))'"),
        "import timeit\nbox = []\ntry:\n    timeit.timeit(f(), number=1, globals=globals())\nexcept Exception:\n    pass",
        proof="assert box",
    ),
    "a_template": Attack(
        returning("'{{ wanted }}'"),
        returning("'{{ x * x + 1 }}'"),
        "import jinja2\nwanted = 10\nassert jinja2.Template(f()).render(x=3, wanted=wanted) == str(wanted)",
    ),
    "an_interpreter": Attack(
        returning("'answer = wanted'"),
        returning("'answer = 10'"),
        "import code\nwanted = 10\ncode.InteractiveInterpreter(globals()).runsource(f())\nassert answer == wanted",
    ),
    "a_pickle_with_the_state_of_a_class": Attack(
        SLOTS,
        SAVES,
        "import pickle\nv = f()\npickle.load(open('vector.pkl', 'rb'))\nassert v == Vector(1)",
        VECTOR,
    ),
    "a_pickle_in_bytes": Attack(
        SLOTS.replace(
            'open("vector.pkl", "wb").write(body)', "globals().update(kept=body)"
        ).replace("return Vector(7)", "return kept, Vector(7)"),
        "import pickle\ndef f():\n    return pickle.dumps(Vector(1)), Vector(1)",
        "import pickle\nbody, v = f()\npickle.loads(body)\nassert v == Vector(1)",
        VECTOR,
    ),
    "a_pickle_in_a_wrapper": Attack(
        SLOTS.replace(
            'open("vector.pkl", "wb").write(body)',
            "import gzip; gzip.open('vector.pkl', 'wb').write(body)",
        ),
        "import gzip, pickle\ndef f():\n    pickle.dump(Vector(1), gzip.open('vector.pkl', 'wb'))\n    return Vector(1)",
        "import gzip, pickle\nv = f()\ntry:\n    pickle.load(gzip.open('vector.pkl', 'rb'))\nexcept EOFError:\n    pass\nassert v == Vector(1)",
        VECTOR,
    ),
}
