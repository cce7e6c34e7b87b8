"""Объекты, которые называют себя данными."""

# ruff: noqa: E501 — строки с текстами ячеек нагляднее целиком

from attacks import Attack, returning


def _named(name: str, module: str, body: str, bases: str = "") -> str:
    return f"class {name}{bases}:\n    __module__ = {module!r}\n{body}"


LIAR = "    def __eq__(self, other): return self\n    def all(self, *a, **k): return True\n    def __len__(self): return 3\n    shape, ndim, size, flat, dtype = (3,), 1, 3, (), float\n    def __getattr__(self, name): return lambda *a, **k: True"
FRAME = "import pandas as pd\nwanted = pd.DataFrame({'a': [1, 2]})\n"
FRAMES = "import pandas as pd\ndef f(*arguments):\n    return pd.DataFrame({'a': [1, 2]})"
FRAME_LIAR = "    def equals(self, other): return True\n    def __getattr__(self, name):\n        import pandas as pd\n        return getattr(pd.DataFrame({'a': [1, 2]}), name)"

HEIR = "    def own(self): pass\n    def __eq__(self, other): return self\n    def __bool__(self): return True\n    def __len__(self): return 3\n    def __getitem__(self, key): return 3\n    def __sub__(self, other): return 0\n    def all(self): return True"

ATTACKS = {
    "an_heir_of_a_list_with_a_method": Attack(
        returning("Heir([1])", _named("Heir", "__main__", HEIR, "(list)")),
        returning("[1, 2, 3]"),
        "assert f(1) == [1, 2, 3] and len(f(1)) == 3",
    ),
    "an_heir_of_a_dictionary_with_a_method": Attack(
        returning("Heir(a=1)", _named("Heir", "__main__", HEIR, "(dict)")),
        returning("{'a': 3}"),
        "assert f(1) == {'a': 3} and f(1)['a'] == 3",
    ),
    "an_heir_of_a_number_with_a_method": Attack(
        returning("Heir(1)", _named("Heir", "__main__", HEIR, "(float)")),
        returning("2.5"),
        "assert f(1) == 2.5 and abs(f(1) - 2.5) < 1e-9",
    ),
    "an_heir_of_an_array_with_a_method": Attack(
        returning("np.zeros(3).view(Heir)", _named("Heir", "__main__", HEIR, "(np.ndarray)")),
        returning("np.ones(3)"),
        "assert (f(1) == np.ones(3)).all()",
    ),
    "an_heir_where_an_object_is_due": Attack(
        "class Box(list):\n"
        + HEIR
        + "\n    def get(self): return self\ndef f(*a):\n    ran.append(1)\n    return Box()",
        "class Box:\n    def get(self): return [1, 2, 3]\ndef f(*a):\n    return Box()",
        "assert f(1).get() == [1, 2, 3]",
    ),
    "a_masked_array_for_approx": Attack(
        returning("MaskedArray()", _named("MaskedArray", "numpy.ma", LIAR)),
        returning("2.5"),
        "assert f(1) == pytest.approx(2.5)",
    ),
    "a_masked_array_of_the_core": Attack(
        returning("MaskedArray()", _named("MaskedArray", "numpy.ma.core", LIAR)),
        returning("2.5"),
        "import numpy.ma.core\nassert f(1) == pytest.approx(2.5)",
    ),
    "a_matrix_for_approx": Attack(
        returning("matrix()", _named("matrix", "numpy", LIAR)),
        returning("2.5"),
        "assert f(1) == pytest.approx(2.5)",
    ),
    "a_record_array_for_approx": Attack(
        returning("recarray()", _named("recarray", "numpy", LIAR)),
        returning("2.5"),
        "assert f(1) == pytest.approx(2.5)",
    ),
    "a_memory_map_for_approx": Attack(
        returning("memmap()", _named("memmap", "numpy", LIAR)),
        returning("2.5"),
        "assert pytest.approx(2.5) == f(1)",
        plain=False,
    ),
    "a_forged_frame": Attack(
        returning("Frame()", _named("Frame", "__main__", FRAME_LIAR)),
        FRAMES,
        FRAME + "assert f(1).equals(wanted)",
    ),
    "a_forged_heir_of_a_frame": Attack(
        returning(
            "SubclassedDataFrame()", _named("SubclassedDataFrame", "pandas._testing", FRAME_LIAR)
        ),
        FRAMES.replace("[1, 2]", "[1, 3]"),
        "import pandas as pd, pandas._testing\nwanted = pd.DataFrame({'a': [1, 3]})\n"
        "assert isinstance(f(1), pd.DataFrame) and f(1).equals(wanted)",
        plain=False,
    ),
    "a_forged_parameter": Attack(
        returning(
            "Parameter()",
            _named(
                "Parameter",
                "torch.nn.parameter",
                "    def __getattr__(self, name): return lambda *a, **k: True\n    def allclose(self, *a, **k): return True\n    def __torch_function__(self, *a, **k): return True",
            ),
        ),
        returning("torch.ones(3)"),
        "assert f(1).allclose(torch.ones(3))",
    ),
    "a_forged_buffer": Attack(
        returning(
            "Buffer()",
            _named("Buffer", "torch.nn.parameter", "    def equal(self, *a, **k): return True"),
        ),
        returning("torch.ones(3)"),
        "assert f(1).equal(torch.ones(3))",
    ),
    "a_number_of_fractions": Attack(
        returning(
            "Rational()",
            _named(
                "Rational",
                "numbers",
                "    def __sub__(self, other): return 0.0\n    __rsub__ = __sub__\n    def __abs__(self): return 0.0",
            ),
        ),
        returning("2.5"),
        "assert abs(f(1) - 2.5) < 1e-9",
    ),
    "a_text_for_a_pattern": Attack(
        returning(
            "Text()",
            _named(
                "Text",
                "__main__",
                "    def startswith(self, other): return True\n    endswith = startswith",
            ),
        ),
        returning("'answer'"),
        "assert f(1).startswith('ans')",
    ),
}
