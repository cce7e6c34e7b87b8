"""Запрещённые функции недоступны ни под каким именем, а обращение к ним стоит всей задачи."""

# ruff: noqa: E501 — строки с текстами ячеек нагляднее целиком

from __future__ import annotations

import pytest
from engine_cells import answer, check, outcomes

WAYS = {
    "by_name": ("def f(x, k):\n    return np.convolve(x, k)", "numpy.convolve"),
    "by_alias": (
        "from numpy import convolve as c\ndef f(x, k):\n    return c(x, k)",
        "numpy.convolve",
    ),
    "by_getattr": ("def f(x, k):\n    return getattr(np, 'con' + 'volve')(x, k)", "numpy.convolve"),
    "by_private_module": (
        "from numpy._core import numeric\ndef f(x, k):\n    return numeric.convolve(x, k)",
        "numpy.convolve",
    ),
    "by_implementation": (
        "def f(x, k):\n    return np._core.numeric.convolve.__wrapped__(x, k)",
        "numpy.convolve",
    ),
    "by_c_function": (
        "def f(x, k):\n    return np._core.multiarray.correlate(x, k[::-1], 2)",
        "numpy.convolve, numpy.correlate",
    ),
    "by_reload": (
        "import importlib, sys\ndef f(x, k):\n    importlib.reload(sys.modules['numpy._core.numeric'])\n"
        "    return sys.modules['numpy._core.numeric'].convolve(x, k)",
        "numpy.convolve",
    ),
    "by_module": (
        "def f(x, k):\n    from scipy.signal import convolve\n    return convolve(x, k)",
        "scipy.signal",
    ),
    "by_submodule": (
        "import scipy.signal._signaltools as s\ndef f(x, k):\n    return s.convolve(x, k)",
        "scipy.signal",
    ),
    "by_torch": (
        "def f(x, k):\n    t = torch.tensor\n    return torch.conv1d(t(x)[None, None], "
        "t(k[::-1].copy())[None, None], padding=len(k) - 1)[0, 0].numpy()",
        "torch.conv1d",
    ),
}
WAYS |= {
    f"by_torch_{number}": (WAYS["by_torch"][0].replace("torch.conv1d", second), first)
    for number, (first, second) in enumerate(
        [
            ("torch.conv1d", "torch._VF.conv1d"),
            ("torch.conv1d", "torch._C._VariableFunctions.conv1d"),
            ("torch.nn.functional.conv1d", "torch.ops.aten.conv1d"),
            ("torch.nn.functional.conv1d", "torch.ops.aten.conv1d.default"),
        ]
    )
}
TEST = check(
    "x, k = np.random.rand(9), np.random.rand(3)\nassert np.allclose(f(x, k), np.convolve(x, k))"
)


@pytest.mark.parametrize("way", WAYS)
def test_a_forbidden_routine_is_refused(way, grade):
    source, names = WAYS[way]
    forbid = tuple(name.strip() for name in names.split(","))
    cell = answer(source, "def f(x, k): pass", forbid=forbid)
    examination = grade(cell, TEST, answer("def good(): return 1"), check("assert good() == 1"))
    assert [outcome.score for outcome in examination.outcomes] == [0, 1], examination
    assert any("запрещённ" in text for text in examination.incidents), examination


def test_the_reason_is_told(grade):
    source, name = WAYS["by_alias"]
    examination = grade(answer(source, "def f(x, k): pass", forbid=(name,)), TEST)
    assert "numpy.convolve" in examination.outcomes[0].message


def test_swallowing_the_refusal_does_not_help(grade):
    source = (
        "def f(x, k):\n    try:\n        np.convolve(x, k)\n    except BaseException:\n        pass\n"
        "    return sum(np.pad(x * v, (i, len(k) - 1 - i)) for i, v in enumerate(k))"
    )
    cell = answer(source, "def f(x, k): pass", forbid=("numpy.convolve",))
    assert grade(cell, TEST).outcomes[0].score == 0


def test_an_honest_answer_is_untouched(grade):
    source = (
        "def f(x, k):\n    return sum(np.pad(x * v, (i, len(k) - 1 - i)) for i, v in enumerate(k))"
    )
    forbid = ("numpy.convolve", "numpy.correlate", "scipy.signal", "torch.conv1d")
    examination = grade(answer(source, "def f(x, k): pass", forbid=forbid), TEST)
    assert outcomes(examination) == ["passed"], examination
