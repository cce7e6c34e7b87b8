"""Пустое вместо ответа и обещания, о которых забыли: с пустым соглашается любое сравнение."""

# ruff: noqa: E501 — строки с текстами ячеек нагляднее целиком

from attacks import Attack, returning

ARRAY = returning("np.array([1.0, 2.0, 3.0])")
WANTED = "wanted = np.array([1.0, 2.0, 3.0])\n"
LENGTHS = "class Liar:\n    def __len__(self): return 3\n    def __getitem__(self, place): raise IndexError"

ATTACKS = {
    "an_empty_array_that_broadcasts": Attack(
        returning("np.empty((0, 1, 1))"), ARRAY, WANTED + "assert np.allclose(f(), wanted)"
    ),
    "an_empty_array_compared_with_all": Attack(
        returning("np.empty((0, 1))"), ARRAY, WANTED + "assert (f() == wanted).all()"
    ),
    "an_empty_tensor": Attack(
        returning("torch.empty(0, 1, 1)"),
        returning("torch.ones(3)"),
        "assert torch.allclose(f(), torch.ones(3))",
    ),
    "an_empty_norm": Attack(
        returning("np.empty(0)"),
        returning("np.float64(5)"),
        "assert np.linalg.norm(f() - 5) < 1e-9",
    ),
    "an_empty_list": Attack(
        returning("[]"), returning("[5]"), "np.testing.assert_allclose(f(), 5)"
    ),
    "an_empty_part_of_a_tuple": Attack(
        returning("(np.empty((0, 1)), 2)"),
        returning("(np.array([1.0, 2.0]), 2)"),
        "found, count = f()\nassert count == 2 and np.allclose(found, [1, 2])",
    ),
    "an_empty_row": Attack(
        returning("[[], [1]]"),
        returning("[[1], [1]]"),
        "assert all(value == 1 for row in f() for value in row)",
    ),
    "an_empty_column": Attack(
        returning("__import__('pandas').Series([], dtype=float)"),
        returning("__import__('pandas').Series([5.0])"),
        "assert (f() == 5).all()",
    ),
    "an_empty_dictionary": Attack(
        returning("{}"), returning("{'a': 1}"), "assert all(value == 1 for value in f().values())"
    ),
    "an_empty_text": Attack(returning("''"), returning("'b'"), "assert f() in 'abc'"),
    "an_empty_set": Attack(returning("set()"), returning("{2, 3}"), "assert f() <= {2, 3, 5}"),
    "an_empty_variable": Attack(
        "ran.append(1)\ny = np.empty((0, 1))", "y = np.ones(3)", "assert np.allclose(y, 1)"
    ),
    "a_generator_of_nothing": Attack(
        returning("(x for x in ())"),
        returning("(x for x in (1, 4))"),
        "assert all(x in (1, 4) for x in f())",
    ),
    "a_length_without_a_loop": Attack(
        returning("Liar()", LENGTHS),
        returning("[1, 2, 3]"),
        "found = f()\nassert len(found) == 3\nassert all(a == b for a, b in zip(found, [1, 2, 3]))",
    ),
    "a_call_between_the_length_and_the_loop": Attack(
        returning("Liar()", LENGTHS),
        returning("[1, 2, 3]"),
        "found = f()\nassert len(found) == 3\nf()\nassert all(a == b for a, b in zip(found, [1, 2, 3]))",
    ),
    "a_length_of_a_mapping": Attack(
        returning(
            "Liar()", "class Liar:\n    def __len__(self): return 1\n    def items(self): return []"
        ),
        returning("{'a': 1}"),
        "found = f()\nassert len(found) == 1 and all(value == 1 for _, value in found.items())",
    ),
    "two_kinds_of_comparison_in_one_place": Attack(
        "class V:\n    def __init__(self, x=0): pass\n    def __eq__(self, other): return True\n"
        "    def __lt__(self, other): return False\n    __gt__ = __lt__\n"
        "def f(x):\n    ran.append(1)\n    return V()",
        "class V:\n    def __init__(self, x=0): self.x = x\n"
        "    def __eq__(self, other): return self.x == getattr(other, 'x', other)\n"
        "def f(x):\n    return x",
        "for a, b in ((V(1), 1), (f(2), 2)): assert a == b and not (f(3) < 3 or f(3) > 3)",
    ),
    "an_iterator_that_ends_at_once": Attack(
        returning("iter(())"),
        returning("iter([1, 2])"),
        "assert all(a == b for a, b in zip(f(), [1, 2]))",
    ),
}
