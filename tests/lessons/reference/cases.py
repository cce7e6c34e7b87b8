"""Случайные свёртки для проверок на свойства."""

import numpy as np
import torch
from hypothesis import strategies as st

TORCH_MODES = {
    "zeros": "constant",
    "replicate": "replicate",
    "reflect": "reflect",
    "circular": "circular",
}
NUMPY_MODES = {
    "zeros": "constant",
    "replicate": "edge",
    "reflect": "reflect",
    "symmetric": "symmetric",
    "circular": "wrap",
}


def pairs(low, high):
    """Число или пара чисел — как принимают аргументы свёртки."""
    number = st.integers(low, high)
    return number | st.tuples(number, number)


def both(value):
    """Число или пара → пара."""
    return value if isinstance(value, tuple) else (value, value)


@st.composite
def convolutions(draw, dtype=np.float64, modes=tuple(NUMPY_MODES)):
    """Согласованные операнды и параметры conv2d: (x, weight, bias, options)."""
    groups = draw(st.integers(1, 3))
    batch, per_group, number = (draw(st.integers(1, 3)) for _ in range(3))
    kernel = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    dilation, padding = draw(pairs(1, 3)), draw(pairs(0, 4))
    spans = [d * (k - 1) + 1 for d, k in zip(both(dilation), kernel, strict=True)]
    size = [
        draw(st.integers(max(1, span - 2 * p), span + 6))
        for span, p in zip(spans, both(padding), strict=True)
    ]
    options = {
        "stride": draw(pairs(1, 3)),
        "padding": padding,
        "dilation": dilation,
        "groups": groups,
        "padding_mode": draw(st.sampled_from(modes)),
    }
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = integers(rng, (batch, groups * per_group, *size), dtype)
    weight = integers(rng, (groups * number, per_group, *kernel), dtype)
    bias = integers(rng, len(weight), dtype) if draw(st.booleans()) else None
    return x, weight, bias, options


def integers(rng, shape, dtype=np.float64):
    """Небольшие целые: в float32 и float64 действия над ними точны."""
    return rng.integers(-4, 5, shape).astype(dtype)


def torch_conv2d(x, weight, bias, *, stride, padding, dilation, groups, padding_mode):
    """Та же свёртка в torch; дополняет numpy, потому что torch знает не все режимы и ширины."""
    vertical, horizontal = both(padding)
    widths = ((0, 0), (0, 0), (vertical, vertical), (horizontal, horizontal))
    padded = np.pad(x, widths, NUMPY_MODES[padding_mode])
    tensors = (None if a is None else torch.from_numpy(a) for a in (padded, weight, bias))
    return torch.nn.functional.conv2d(
        *tensors, stride=stride, dilation=dilation, groups=groups
    ).numpy()
