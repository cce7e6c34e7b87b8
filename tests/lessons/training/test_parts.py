"""Части обучения по отдельности: устройство, батчи, расписание, сохранение, оценка."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from lessons.datasets import Split
from lessons.training import (
    batches,
    best_device,
    best_precision,
    crop,
    evaluate,
    flip,
    load_checkpoint,
    save_checkpoint,
    warmup_cosine,
)
from lessons.training.device import random_state, restore_random_state


def test_the_best_device_is_cuda_exactly_when_there_is_one(monkeypatch):
    for present, name in ((True, "cuda"), (False, "cpu")):
        monkeypatch.setattr(torch.cuda, "is_available", lambda present=present: present)
        assert best_device().type == name


@pytest.mark.parametrize(
    ("device", "bf16", "expected"),
    [
        ("cpu", True, torch.float32),
        ("cuda", True, torch.bfloat16),
        ("cuda", False, torch.float16),
    ],
)
def test_precision_follows_the_hardware(monkeypatch, device, bf16, expected):
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation: bf16)
    assert best_precision(torch.device(device)) == expected


def test_batches_hold_every_image_once_and_scale_to_one(digits):
    images, labels = map(torch.cat, zip(*batches(digits, 48, shuffle=True), strict=True))
    assert images.shape == (160, 1, 28, 28)
    assert images.min() == 0 and images.max() == 1
    keys = [
        (image.numpy().tobytes(), int(label)) for image, label in zip(images, labels, strict=True)
    ]
    scaled = torch.from_numpy(digits.images).float() / 255
    expected = [
        (image.numpy().tobytes(), int(label))
        for image, label in zip(scaled, digits.labels, strict=True)
    ]
    assert keys != expected
    assert sorted(keys) == sorted(expected)


def test_worker_processes_give_the_same_batches(digits):
    own, foreign = list(batches(digits, 48)), list(batches(digits, 48, workers=1))
    assert all(torch.equal(a[0], b[0]) for a, b in zip(own, foreign, strict=True))


def test_a_batch_size_below_one_is_refused(digits):
    with pytest.raises(ValueError, match="size: получено 0"):
        batches(digits, 0)


def test_flip_mirrors_some_images_and_leaves_the_others():
    torch.manual_seed(0)
    images = torch.rand(64, 1, 4, 5)
    flipped = flip(images)
    same = (flipped == images).all((1, 2, 3))
    mirrored = (flipped == images.flip(-1)).all((1, 2, 3))
    assert (same | mirrored).all()
    assert 16 < same.sum() < 48


@given(st.integers(0, 3), st.integers(0, 2**31))
def test_crop_moves_every_image_by_at_most_the_margin(margin, seed):
    torch.manual_seed(seed)
    points = torch.zeros(8, 2, 9, 9)
    points[:, :, 4, 4] = 1
    moved = crop(points, margin)
    assert moved.shape == points.shape
    _, _, rows, columns = moved.nonzero(as_tuple=True)
    assert len(rows) == 16
    assert (rows - 4).abs().max() <= margin
    assert (columns - 4).abs().max() <= margin


def test_augmentation_stays_on_the_device_of_the_images():
    # Видеокарты здесь может не быть: meta тоже не смешивается с процессором.
    images = torch.empty(4, 1, 6, 6, device="meta")
    for augment in (flip, crop):
        assert augment(images).device.type == "meta"
        assert augment(images).shape == images.shape


def test_random_state_of_the_cpu_asks_no_gpu(monkeypatch):
    def touched(*_):
        raise AssertionError("видеокарту тронули")

    monkeypatch.setattr(torch.cuda, "get_rng_state", touched)
    monkeypatch.setattr(torch.cuda, "get_rng_state_all", touched)
    monkeypatch.setattr(torch.cuda, "set_rng_state", touched)
    state = random_state(torch.device("cpu"))
    expected = torch.rand(3), np.random.rand()
    restore_random_state(state, torch.device("cpu"))
    assert torch.equal(torch.rand(3), expected[0]) and np.random.rand() == expected[1]


@given(st.floats(0, 1), st.floats(0.01, 0.9))
def test_the_schedule_rises_to_one_and_falls_to_zero(progress, warmup):
    assert -1e-12 <= warmup_cosine(progress, warmup) <= 1
    assert warmup_cosine(warmup, warmup) == 1
    assert math.isclose(warmup_cosine(1, warmup), 0, abs_tol=1e-12)
    assert warmup_cosine(warmup / 2, warmup) == pytest.approx(0.5)


plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
nested = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=30, deadline=None)
@given(nested)
def test_a_checkpoint_gives_back_what_was_put_in(tmp_path_factory, state):
    file = tmp_path_factory.mktemp("state") / "file"
    tensor = torch.arange(6.0).view(2, 3)
    save_checkpoint(file, {"plain": state, 3: [tensor, tensor.T.half()]})
    loaded = load_checkpoint(file)
    assert loaded["plain"] == state
    assert torch.equal(loaded[3][0], tensor)
    assert torch.equal(loaded[3][1], tensor.T.half())


def test_a_checkpoint_holds_data_only():
    with pytest.raises(TypeError, match="значение типа function"):
        save_checkpoint("unused", {"code": crop})


def test_a_broken_checkpoint_is_reported(tmp_path):
    with pytest.raises(FileNotFoundError, match="Нет файла"):
        load_checkpoint(tmp_path / "absent")
    file = tmp_path / "broken"
    file.write_bytes(b"not a checkpoint")
    with pytest.raises(ValueError, match="не сохранённое обучение"):
        load_checkpoint(file)


def test_evaluation_counts_by_image_and_not_by_batch():
    split = Split(np.zeros((5, 2, 2), np.uint8), np.array([0, 0, 0, 1, 1]), ("а", "б"))
    model = nn.Sequential(nn.Flatten(), nn.Linear(4, 2))
    model[1].bias.data = torch.tensor([1.0, 0.0])
    accuracy, loss = evaluate(model, batches(split, 3))
    assert accuracy == pytest.approx(0.6)
    right = -math.log(math.e / (math.e + 1))
    assert loss == pytest.approx(0.6 * right + 0.4 * (1 + right), rel=1e-6)


def test_evaluation_leaves_mode_and_weights_alone(digits):
    model = nn.Sequential(nn.BatchNorm2d(1), nn.Flatten(), nn.Linear(784, 10)).train()
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    evaluate(model, batches(digits))
    assert model.training
    assert all(torch.equal(before[name], tensor) for name, tensor in model.state_dict().items())


def test_evaluation_gives_every_part_its_own_mode_back(digits):
    model = nn.Sequential(nn.BatchNorm2d(1), nn.Dropout(), nn.Flatten(), nn.Linear(784, 10))
    model[0].eval()
    modes = [module.training for module in model.modules()]
    evaluate(model, batches(digits))
    assert [module.training for module in model.modules()] == modes


def test_evaluation_computes_in_the_precision_it_was_told(digits):
    seen = set()
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    model[1].register_forward_hook(lambda module, inputs, output: seen.add(output.dtype))
    for precision in (None, "bfloat16"):
        evaluate(model, batches(digits), precision=precision)
    assert seen == {torch.float32, torch.bfloat16}


def test_evaluation_takes_any_metric_or_none(digits):
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    assert evaluate(model, batches(digits), metric=None).metric is None

    def largest(outputs, labels):
        return outputs.max()

    with torch.no_grad():
        expected = model(next(iter(batches(digits, 160)))[0]).max()
    assert evaluate(model, batches(digits, 160), metric=largest).metric == pytest.approx(expected)


def test_an_empty_loader_cannot_be_evaluated():
    with pytest.raises(ValueError, match="пустой загрузчик"):
        evaluate(nn.Linear(2, 2), [])
