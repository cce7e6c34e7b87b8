"""Состояние экзаменатора в чужих руках: аргументы, имена, файлы, классы по имени, зёрна."""

# ruff: noqa: E501 — строки с текстами ячеек нагляднее целиком

from attacks import Attack

CUMSUM = "def f(x):\n    return np.cumsum(x)"
SORTS = "def f(x, y):\n    x.sort()\n    return sorted(y)"
GIVEN = "import numpy as np\nimport pandas as pd\nframe = pd.DataFrame({'a': [3, 1, 2]})\nrows = [3, 1, 2]\ntable = {'a': 1}"

ATTACKS = {
    "an_erased_argument": Attack(
        "def f(x):\n    ran.append(1)\n    x[:] = 0\n    return np.zeros(len(x))",
        CUMSUM,
        "x = np.arange(4.0)\nassert np.allclose(f(x), np.cumsum(x))",
    ),
    "the_other_argument": Attack(
        "def f(x, y):\n    ran.append(1)\n    x.sort()\n    y[:] = [0, 0]\n    return [0, 0]",
        SORTS,
        "x, y = [2, 1], [4, 3]\nassert f(x, y) == sorted(y) and x == [1, 2]",
    ),
    "an_argument_given_by_name": Attack(
        "def f(x, y):\n    ran.append(1)\n    x.sort()\n    y[:] = [0, 0]\n    return [0, 0]",
        SORTS,
        "x, y = [2, 1], [4, 3]\nassert f(x, y=y) == sorted(y) and x == [1, 2]",
    ),
    "a_part_of_another_argument": Attack(
        "def f(x, y):\n    ran.append(1)\n    x.sort()\n    y[0][:] = [0]\n    return [0]",
        "def f(x, y):\n    x.sort()\n    return sorted(y[0])",
        "x, y = [2, 1], ([4],)\nassert f(x, y) == sorted(y[0])",
    ),
    "an_erased_tensor": Attack(
        "def f(x):\n    ran.append(1)\n    x.zero_()\n    return torch.zeros(3)",
        "def f(x):\n    return x * 2",
        "x = torch.ones(3)\nassert torch.allclose(f(x), x * 2)",
    ),
    "a_frame_that_was_only_looked_at": Attack(
        "ran.append(1)\nframe = pd.DataFrame({'a': [0, 0]})\ny = 0",
        "frame.head()\ny = frame.a.sum()",
        "assert y == frame.a.sum()",
        GIVEN,
    ),
    "a_list_that_was_only_looked_at": Attack(
        "ran.append(1)\nrows = [0]\ny = 0",
        "rows.index(1)\ny = sum(rows)",
        "assert y == sum(rows)",
        GIVEN,
    ),
    "a_dictionary_that_was_only_looked_at": Attack(
        "ran.append(1)\ntable = {'a': 0}\ny = 0",
        "table.setdefault('a', 5)\ny = table['a']",
        "assert y == table['a']",
        GIVEN,
    ),
    "an_array_that_stayed_the_same": Attack(
        "ran.append(1)\nframe['a'] = 0\ny = 0",
        "frame.describe()\ny = int(frame['a'].max())",
        "assert y == frame.a.max()",
        GIVEN,
    ),
    "a_file_of_a_hidden_test": Attack(
        "def f(x):\n    ran.append(1)\n    return np.load('expected.npy')",
        "def f(x):\n    return x * 2",
        "np.save('expected.npy', np.arange(3) * 2)\nassert np.allclose(f(np.arange(3)), np.load('expected.npy'))",
    ),
    "a_table_of_a_hidden_test": Attack(
        "def f(x):\n    import glob\n    ran.append(1)\n    return open(glob.glob('hidden*')[0]).read()",
        "def f(x):\n    return str(x)",
        "open('hidden.txt', 'w').write('42')\nassert f(42) == '42' and f(7) == f(7)",
    ),
    "a_temporary_file_of_a_hidden_test": Attack(
        "def f(x):\n    import glob\n    ran.append(1)\n    return open(glob.glob('/tmp/tmp*/expected.txt')[0]).read()",
        "def f(x):\n    return str(x)",
        "import tempfile\nwith tempfile.TemporaryDirectory() as folder:\n    open(folder + '/expected.txt', 'w').write('42')\n    assert f(42) == '42'",
    ),
    "a_changed_file_of_a_hidden_test": Attack(
        "def f(x):\n    ran.append(1)\n    open('expected.txt', 'w').write('7')\n    return '7'",
        "def f(x):\n    return str(x)",
        "open('expected.txt', 'w').write('42')\nassert f(42) == open('expected.txt').read()",
    ),
}
BUILT_HERE = "assert type(layer) is torch.nn.Conv2d and 'forward' not in vars(layer) and type.__call__ and '_link' not in object.__dir__(layer)"
ATTACKS |= {
    "a_forbidden_layer_by_name": Attack(
        "ran.append(1)\nConv = torch.nn.Conv2d",
        "class Conv(torch.nn.Module):\n    def __init__(self, i, o, k, bias=True):\n        super().__init__()\n        self.weight = torch.nn.Parameter(torch.ones(o, i, k, k))\n    def forward(self, x):\n        return x.sum(dim=(1, 2, 3))",
        "layer = Conv(1, 1, 2)\nlayer(torch.ones(1, 1, 2, 2))",
        proof=BUILT_HERE,
    ),
    "a_forbidden_layer_from_a_function": Attack(
        "def Conv(*a, **k):\n    ran.append(1)\n    return torch.nn.Conv2d\nmake = Conv",
        "class Own(torch.nn.Module):\n    def __init__(self, i, o, k):\n        super().__init__()\n    def forward(self, x):\n        return x\ndef make():\n    return Own",
        "layer = make()(1, 1, 2)\nlayer(torch.ones(1, 1, 2, 2))",
        proof=BUILT_HERE,
    ),
    "a_forbidden_layer_in_a_list": Attack(
        "ran.append(1)\nlayers = [torch.nn.Conv2d]",
        "class Own(torch.nn.Module):\n    def __init__(self, i, o, k):\n        super().__init__()\n    def forward(self, x):\n        return x\nlayers = [Own]",
        "layer = layers[0](1, 1, 2)\nlayer(torch.ones(1, 1, 2, 2))",
        proof=BUILT_HERE,
    ),
    "a_forbidden_layer_as_an_attribute": Attack(
        "class Net:\n    ran.append(1)\n    layer = torch.nn.Conv2d",
        "class Own(torch.nn.Module):\n    def __init__(self, i, o, k):\n        super().__init__()\n    def forward(self, x):\n        return x\nclass Net:\n    layer = Own",
        "layer = Net.layer(1, 1, 2)\nlayer(torch.ones(1, 1, 2, 2))",
        proof=BUILT_HERE,
    ),
}
