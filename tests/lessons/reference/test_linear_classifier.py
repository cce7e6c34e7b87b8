"""Линейный классификатор и спуск."""

import numpy as np
import pytest
import torch

from lessons.reference import SGD, LinearClassifier, minibatches, numerical_gradient


def blobs(seed=0, count=300):
    """Три хорошо разделённых облака в 2 × 2 пикселя."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, count)
    centres = np.array([[[4, 0], [0, 0]], [[0, 4], [0, 0]], [[0, 0], [4, 0]]])
    return centres[labels] + rng.normal(size=(count, 2, 2)), labels


@pytest.mark.parametrize("loss", ["softmax", "hinge"])
def test_it_learns_separable_classes_and_its_templates_look_like_them(loss):
    x, labels = blobs()
    model = LinearClassifier(3, loss=loss, learning_rate=0.05, epochs=20).fit(x, labels)
    assert model.accuracy(*blobs(1)) > 0.95
    assert model.losses[-1] < model.losses[0] / 2
    templates = model.templates((2, 2))
    assert templates.shape == (3, 2, 2)
    assert [int(t.argmax()) for t in templates] == [0, 1, 2]


@pytest.mark.parametrize("loss", ["softmax", "hinge"])
def test_its_gradients_agree_with_finite_differences(loss):
    x, labels = blobs(count=20)
    model = LinearClassifier(3, loss=loss, epochs=1).fit(x, labels)
    _, grad_weight, grad_bias = model.gradients(x, labels)
    for name, grad in (("weight", grad_weight), ("bias", grad_bias)):

        def value(array, name=name):
            old = getattr(model, name)
            setattr(model, name, array)
            result = model.gradients(x, labels)[0]
            setattr(model, name, old)
            return result

        expected = numerical_gradient(value, getattr(model, name), 1.0)
        np.testing.assert_allclose(grad, expected, rtol=1e-6, atol=1e-8)


def test_equal_seeds_give_equal_weights():
    x, labels = blobs()
    one, other, third = (LinearClassifier(3, epochs=2, seed=s).fit(x, labels) for s in (1, 1, 2))
    np.testing.assert_array_equal(one.weight, other.weight)
    assert not np.array_equal(one.weight, third.weight)


def test_sgd_agrees_with_torch():
    rng = np.random.default_rng(0)
    w = rng.normal(size=(3, 4))
    theirs = torch.from_numpy(w.copy()).requires_grad_()
    ours = SGD([w], 0.1, momentum=0.9, weight_decay=0.01)
    torch_sgd = torch.optim.SGD([theirs], 0.1, momentum=0.9, weight_decay=0.01)
    for _ in range(5):
        gradient = rng.normal(size=w.shape)
        theirs.grad = torch.from_numpy(gradient)
        torch_sgd.step()
        ours.step([gradient])
    np.testing.assert_allclose(w, theirs.detach(), rtol=1e-12)


def test_batches_visit_every_example_once():
    parts = list(minibatches(10, 4, np.random.default_rng(0)))
    assert [len(part) for part in parts] == [4, 4, 2]
    np.testing.assert_array_equal(np.sort(np.concatenate(parts)), np.arange(10))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: LinearClassifier(2, loss="log"), "loss: получено 'log'"),
        (lambda: LinearClassifier(2).scores(np.ones((1, 2))), "weight: получено None"),
        (lambda: LinearClassifier(2).fit(np.ones((2, 2)), [0]), "labels: получено 1 меток"),
        (lambda: LinearClassifier(2).fit(np.ones(2), [0, 1]), r"x: получена форма \(2,\)"),
        (lambda: LinearClassifier(2).fit(np.eye(2), [0, 2]), "labels: получены метки"),
        (
            lambda: LinearClassifier(2).fit(np.eye(2), [0, 1]).predict(np.eye(3)),
            "x: получено признаков 3, ожидалось 2",
        ),
        (lambda: LinearClassifier(2).templates((1, 2)), "weight: получено None"),
        (
            lambda: LinearClassifier(2).fit(np.eye(2), [0, 1]).templates((2, 2)),
            r"shape: получено \(2, 2\), ожидалась форма из 2 пикселей",
        ),
        (lambda: minibatches(4, -1, np.random.default_rng(0)), "size: получено -1"),
        (
            lambda: LinearClassifier(2, batch_size=-1).fit(np.eye(2), [0, 1]),
            "size: получено -1",
        ),
        (lambda: SGD([], 0), "learning_rate: получено 0"),
        (lambda: SGD([], 0.1, momentum=1), "momentum: получено 1"),
        (lambda: SGD([], 0.1, weight_decay=-1), "weight_decay: получено -1"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match="^" + message):
        call()
