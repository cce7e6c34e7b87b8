"""Честное решение проверяется так же, как в обычном nbgrader: движок ничего не меняет."""

# ruff: noqa: E501 — строки с текстами ячеек нагляднее целиком

from __future__ import annotations

import pytest
from engine_cells import answer, check, outcomes

HONEST = {
    "a_plain_function": (
        "def sq(n):\n    return [i * i for i in range(n)]",
        "assert sq(3) == [0, 1, 4]",
    ),
    "an_array": (
        "def f(x):\n    return x * 2",
        "x = np.random.rand(5)\nnp.testing.assert_allclose(f(x), 2 * x)\nassert f(x).dtype == x.dtype",
    ),
    "a_tensor": (
        "def f(x):\n    return torch.relu(x)",
        "x = torch.randn(4, 4)\nassert torch.equal(f(x), x.clamp(min=0))",
    ),
    "a_list_sorted_in_place": (
        "def f(x):\n    x.sort()",
        "a = [3, 1, 2]\nassert f(a) is None and a == [1, 2, 3]",
    ),
    "a_nested_list_changed_in_place": (
        "def f(x):\n    x[0][1] = 7\n    x.append([9])",
        "a = [[1, 2], [3]]\nfirst = a[0]\nf(a)\nassert a == [[1, 7], [3], [9]] and a[0] is first",
    ),
    "an_array_changed_in_place": (
        "def f(x):\n    x[1:] = 0\n    return x",
        "a = np.ones(3)\nassert f(a) is a\nassert a.tolist() == [1, 0, 0]",
    ),
    "a_dict_and_a_set_changed_in_place": (
        "def f(d, s):\n    d['b'] = 2\n    s.add(5)",
        "d, s = {'a': 1}, {4}\nf(d, s)\nassert d == {'a': 1, 'b': 2} and s == {4, 5}",
    ),
    "an_argument_left_alone": (
        "def f(x):\n    y = x.copy()\n    y[0] = 9\n    return y",
        "a = np.arange(3)\nf(a)\nassert a.tolist() == [0, 1, 2]",
    ),
    "an_alias_stays_an_alias": (
        "def f(a, b):\n    a.append(1)\n    return a is b",
        "x = []\nassert f(x, x) and x == [1]",
    ),
    "keyword_arguments": (
        "def f(a, *, b=2, **more):\n    return a + b + sum(more.values())",
        "assert f(1, b=5, c=10) == 16 and f(1) == 3",
    ),
    "a_generator": (
        "def count():\n    n = 0\n    while True:\n        yield n\n        n += 1",
        "import itertools\nassert list(itertools.islice(count(), 3)) == [0, 1, 2]",
    ),
    "a_callback": (
        "def apply(f, xs):\n    return [f(x) for x in xs]",
        "seen = []\ndef g(x):\n    seen.append(x)\n    return x + 1\n"
        "assert apply(g, [1, 2]) == [2, 3] and seen == [1, 2]",
    ),
    "an_exception_through_a_callback": (
        "def apply(f):\n    return f()",
        "class Stop(Exception): pass\ndef g(): raise Stop('x')\n"
        "try:\n    apply(g)\n    assert False\nexcept Stop as e:\n    assert str(e) == 'x'",
    ),
    "an_iterator_argument": (
        "def total(xs):\n    return sum(xs)",
        "assert total(i for i in range(4)) == 6",
    ),
    "an_expected_exception": (
        "def f(x):\n    if x < 0:\n        raise ValueError('нельзя')\n    return x",
        "import pytest\nwith pytest.raises(ValueError, match='нельзя'):\n    f(-1)",
    ),
    "an_own_exception": (
        "class Bad(ValueError):\n    pass\ndef f():\n    raise Bad('плохо')",
        "import pytest\nwith pytest.raises(Bad):\n    f()\ntry:\n    f()\nexcept ValueError as e:\n"
        "    assert isinstance(e, Bad) and str(e) == 'плохо'",
    ),
    "printed_output": (
        "def hello(name):\n    print('Привет,', name)",
        "import io, contextlib\nout = io.StringIO()\nwith contextlib.redirect_stdout(out):\n"
        "    hello('мир')\nassert out.getvalue() == 'Привет, мир\\n'",
    ),
    "keyboard_input": (
        "def ask():\n    return int(input('число? ')) + 1",
        "from unittest import mock\nwith mock.patch('builtins.input', lambda prompt: '41'):\n"
        "    assert ask() == 42",
    ),
    "a_class": (
        "class Point:\n    def __init__(self, x, y):\n        self.x, self.y = x, y\n"
        "    def __eq__(self, other):\n        return (self.x, self.y) == (other.x, other.y)\n"
        "    def __add__(self, o):\n        return Point(self.x + o.x, self.y + o.y)\n"
        "    def __len__(self):\n        return 2\n    def __getitem__(self, i):\n"
        "        return (self.x, self.y)[i]",
        "p = Point(1, 2)\nassert isinstance(p, Point) and p.x == 1 and len(p) == 2 and p[1] == 2\n"
        "assert p + Point(1, 1) == Point(2, 3)\nassert p != Point(0, 0)\np.x = 5\nassert p[0] == 5\n"
        "assert hasattr(p, 'y') and not hasattr(p, 'z') and not callable(p)",
    ),
    "a_module": (
        "class Net(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.fc = torch.nn.Linear(3, 2)\n    def forward(self, x):\n        return self.fc(x)",
        "net = Net()\nassert isinstance(net, torch.nn.Module) and issubclass(Net, torch.nn.Module)\n"
        "assert net(torch.zeros(4, 3)).shape == (4, 2)\n"
        "assert sum(p.numel() for p in net.parameters()) == 8\n"
        "assert set(net.state_dict()) == {'fc.weight', 'fc.bias'}\nnet.eval()\n"
        "assert not net.training\nassert isinstance(net.fc, torch.nn.Linear)\n"
        "assert net.fc.weight.shape == (2, 3)\n"
        "assert [n for n, _ in net.named_parameters()] == ['fc.weight', 'fc.bias']",
    ),
    "a_library_module_as_an_argument": (
        "def count(model):\n    return sum(p.numel() for p in model.parameters())",
        "assert count(torch.nn.Linear(3, 2)) == 8",
    ),
    "a_random_generator_as_an_argument": (
        "def noise(n, rng):\n    return rng.normal(size=n)",
        "a = noise(3, np.random.default_rng(1))\n"
        "assert np.allclose(a, np.random.default_rng(1).normal(size=3))",
    ),
    "a_seed_set_by_the_test": (
        "def noise(n):\n    return np.random.rand(n)",
        "np.random.seed(5)\na = noise(3)\nnp.random.seed(5)\nassert np.allclose(a, np.random.rand(3))",
    ),
    "a_plot": (
        "def draw():\n    plt.plot([1, 2, 3], [4, 5, 6])\n    plt.title('График')",
        "draw()\nax = plt.gca()\nassert len(ax.lines) == 1 and ax.get_title() == 'График'\n"
        "assert list(ax.lines[0].get_ydata()) == [4, 5, 6]\nassert len(plt.get_fignums()) == 1\n"
        "plt.close('all')\nassert plt.get_fignums() == []",
    ),
    "a_returned_figure": (
        "def draw():\n    fig, ax = plt.subplots()\n    ax.bar([0, 1], [2, 3])\n    return fig",
        "fig = draw()\nassert isinstance(fig, plt.Figure)\n"
        "assert [b.get_height() for b in fig.axes[0].patches] == [2, 3]",
    ),
    "an_axes_argument": (
        "def draw(ax):\n    ax.plot([0, 1], [2, 3], label='a')\n    ax.legend()",
        "fig, ax = plt.subplots()\ndraw(ax)\nassert len(ax.lines) == 1",
    ),
    "a_written_file": (
        "def save(text):\n    with open('out.txt', 'w') as f:\n        f.write(text)",
        "import pathlib\nsave('раз')\nassert pathlib.Path('out.txt').read_text() == 'раз'",
    ),
    "a_file_written_by_the_test": (
        "def load():\n    return open('in.txt').read()",
        "open('in.txt', 'w').write('два')\nassert load() == 'два'",
    ),
    "a_global_variable": (
        "counter = 0\ndef inc():\n    global counter\n    counter += 1",
        "inc()\ninc()\nassert counter == 2",
    ),
    "an_imported_name": ("from math import sqrt\ny = sqrt(16)", "assert y == 4 and sqrt(9) == 3"),
    "a_deleted_helper": (
        "def squares(n):\n    return [i * i for i in range(1, n + 1)]\n"
        "def total(n):\n    return sum(squares(n))",
        "keep = squares\ndel squares\ntry:\n    total(1)\nexcept NameError:\n    pass\nelse:\n"
        "    raise AssertionError\nfinally:\n    squares = keep\nassert total(3) == 14",
    ),
    "a_replaced_helper": (
        "def helper():\n    return 1\ndef use():\n    return helper()",
        "helper = lambda: 10\nassert use() == 10",
    ),
    "a_signature": (
        "def f(a, b=2):\n    'строка'\n    return a",
        "import inspect\nassert list(inspect.signature(f).parameters) == ['a', 'b']\n"
        "assert f.__name__ == 'f' and f.__doc__ == 'строка' and f.__code__.co_argcount == 2",
    ),
    "a_context_manager": (
        "import contextlib\n@contextlib.contextmanager\ndef ctx():\n    yield 5",
        "with ctx() as v:\n    assert v == 5",
    ),
    "a_warning": (
        "import warnings\ndef f():\n    warnings.warn('осторожно')\n    return 1",
        "assert f() == 1",
    ),
    "a_named_tuple": (
        "from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef f():\n    return P(1, 2)",
        "assert f().y == 2 and f() == (1, 2)",
    ),
    "a_progress_bar": (
        "from tqdm import tqdm\ndef f():\n    return sum(tqdm(range(10)))",
        "assert f() == 45",
    ),
    "a_frame": (
        "import pandas as pd\ndef f():\n    return pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})",
        "import pandas as pd\npd.testing.assert_frame_equal(f(), pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']}))",
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_answer_passes_with(name, grade):
    solution, test = HONEST[name]
    examination = grade(answer(solution), check(test))
    assert outcomes(examination) == ["passed"], examination.outcomes


def test_setup_classes_cross_by_value(grade):
    setup = (
        "class Node:\n    def __init__(self, value, next=None):\n"
        "        self.value, self.next = value, next"
    )
    solution = (
        "def reverse(node):\n    done = None\n    while node:\n"
        "        node.next, done, node = done, node, node.next\n    return done"
    )
    test = (
        "a = Node(1, Node(2))\nb = a.next\nr = reverse(a)\nassert r is b and r.next is a\n"
        "assert a.next is None and type(r) is Node"
    )
    assert outcomes(grade(answer(solution), check(test), setup=setup)) == ["passed"]


def test_what_a_test_deleted_is_back_for_the_next_one(grade):
    examination = grade(
        answer("def f():\n    return g()\ndef g():\n    return 1"),
        check("del g\ntry:\n    f()\nexcept NameError:\n    pass"),
        check("assert f() == 1 and g() == 1"),
    )
    assert outcomes(examination) == ["passed", "passed"]


def test_a_missing_name_is_named(grade):
    examination = grade(answer("pass", "def f(): pass"), check("assert f() == 1"))
    outcome = examination.outcomes[0]
    assert (outcome.outcome, outcome.score) == ("error", 0)
    assert "«f» не определено" in outcome.message


def test_extra_cells_serve_the_student_alone(grade):
    from autograder.exam.records import Cell

    examination = grade(
        Cell("extra", "", "def helper():\n    return 2"),
        answer("def f():\n    return helper()"),
        check("assert f() == 2"),
        check("helper()"),
    )
    assert outcomes(examination) == ["passed", "error"]


@pytest.mark.parametrize(
    ("last_line", "outcome", "score"),
    [
        ("0.5", "passed", 0.5),
        ("np.float64(2)", "passed", 2.0),
        ("True", "passed", 4.0),
        ("'слово'", "passed", 4.0),
        ("float('nan')", "error", 0.0),
        ("float('inf')", "error", 0.0),
        ("5", "error", 0.0),
        ("-1", "error", 0.0),
        ("f()", "passed", 4.0),
    ],
)
def test_partial_credit(last_line, outcome, score, grade):
    examination = grade(answer("def f():\n    return 3"), check(f"x = 1\n{last_line}", points=4.0))
    found = examination.outcomes[0]
    assert (found.outcome, found.score, found.max_score) == (outcome, score, 4.0)


def test_inputs_depend_on_the_seed_and_scores_are_reproducible(grade):
    cells = (answer("def f(x):\n    return x"), check("assert f(np.random.rand()) < 0.5"))
    first = [outcomes(grade(*cells, seed=seed)) for seed in range(6)]
    assert first == [outcomes(grade(*cells, seed=seed)) for seed in range(6)]
    assert len({kind for kinds in first for kind in kinds}) == 2


def test_outputs_are_kept_in_notebook_format(grade):
    examination = grade(
        answer("print('а')\nplt.plot([1, 2]);\n1 / 0"),
        setup="import matplotlib.pyplot as plt\n%matplotlib inline",
    )
    kinds = [output["output_type"] for output in examination.outputs[1]]
    assert kinds == ["stream", "error", "display_data"]
    assert examination.outputs[1][0]["text"] == "а\n"
    assert "image/png" in examination.outputs[1][2]["data"]


def test_long_output_is_cut_with_a_note(grade):
    examination = grade(answer("print('x' * 10_000_000)\nfor i in range(100_000): print(i)"))
    text = "".join(output["text"] for output in examination.outputs[1])
    assert len(text) < 70_000 and "вывод обрезан" in text


def test_a_container_of_a_class_unknown_to_the_test_may_grow(grade):
    source = """
class Bag:
    def __init__(self): self.items = []
    def __len__(self): return len(self.items)
    def __iter__(self): return iter(self.items)
    def add(self, item): self.items.append(item)
def make():
    return Bag()
"""
    test = """
bag = make()
assert len(bag) == 0 and list(bag) == []
for item in (1, 2):
    bag.add(item)
    assert list(bag)[-1] == item and len(bag) == item
assert [(a, b) for a in bag for b in bag] == [(1, 1), (1, 2), (2, 1), (2, 2)]
"""
    reference = source.replace("Bag", "Sack").replace(
        "return iter(self.items)", "yield from self.items"
    )
    examination = grade(answer(source, reference), check(test))
    assert outcomes(examination) == ["passed"], examination.outcomes


def test_a_class_of_the_assignment_decides_what_its_length_means(grade):
    source = """
class Polynomial:
    def __init__(self, *coefficients): self.coefficients = coefficients
    def __len__(self): return len(self.coefficients) - 1
    def __iter__(self): return iter(self.coefficients)
"""
    test = "p = Polynomial(1, 2, 3)\nassert len(p) == 2 and list(p) == [1, 2, 3]"
    examination = grade(answer(source), check(test))
    assert outcomes(examination) == ["passed"], examination.outcomes


def test_a_module_of_the_student_may_have_any_names(grade):
    files = {
        "calc.py": b"def eq(a, b):\n    return a == b\ndef difference(a, b):\n    return a - b"
    }
    test = (
        "import calc\nfrom calc import difference\nassert calc.eq(2, 2) and difference(3, 1) == 2"
    )
    examination = grade(answer("y = 1"), check(test), submitted_files=files)
    assert outcomes(examination) == ["passed"], examination.outcomes
