"""Начальные веса: разброс по формуле и сигнал, который не затухает."""

import numpy as np
import pytest

from lessons.reference import glorot_normal, glorot_uniform, he_normal, he_uniform

VARIANCES = {
    glorot_uniform: lambda inputs, outputs: 2 / (inputs + outputs),
    glorot_normal: lambda inputs, outputs: 2 / (inputs + outputs),
    he_uniform: lambda inputs, outputs: 2 / inputs,
    he_normal: lambda inputs, outputs: 2 / inputs,
}


@pytest.mark.parametrize("shape", [(200, 300), (64, 32, 3, 5)])
@pytest.mark.parametrize("init", VARIANCES)
def test_the_variance_follows_the_formula(init, shape):
    weight = init(shape, np.random.default_rng(0))
    area = int(np.prod(shape[2:]))
    expected = VARIANCES[init](shape[1] * area, shape[0] * area)
    assert weight.shape == shape
    np.testing.assert_allclose(weight.var(), expected, rtol=0.05)
    assert abs(weight.mean()) < 4 * np.sqrt(expected / weight.size)


def test_he_keeps_the_signal_through_fifty_relu_layers_and_glorot_loses_it():
    rng = np.random.default_rng(0)
    ratios = []
    for init in (he_normal, glorot_normal):
        signal = rng.normal(size=(100, 256))
        start = np.mean(signal**2)
        for _ in range(50):
            signal = np.maximum(signal @ init((256, 256), rng).T, 0)
        ratios.append(np.mean(signal**2) / start)
    assert 0.05 < ratios[0] < 20
    assert ratios[1] < 1e-10


def test_a_vector_of_weights_has_no_inputs_and_outputs():
    with pytest.raises(ValueError, match=r"^shape: получено \(3,\)"):
        he_normal((3,), np.random.default_rng(0))
