"""Цикл обучения: то, что обещано в описании train."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from lessons.training import (
    batches,
    constant,
    crop,
    evaluate,
    seed_everything,
    sgd,
    train,
    warmup_cosine,
)

DEVICES = ["cpu", pytest.param("cuda", marks=pytest.mark.gpu)]


def small_network():
    """Сеть со всем, что зависит от случая и от режима: dropout и пакетной нормализацией."""
    seed_everything(1)
    return nn.Sequential(
        nn.Conv2d(1, 4, 5, stride=2),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.Flatten(),
        nn.Dropout(0.3),
        nn.Linear(4 * 12 * 12, 10),
    )


def shuffled(digits):
    return batches(digits, 32, shuffle=True, augment=crop)


class Interruption(Exception):
    """Отключение питания посреди обучения."""


def interrupted_after(steps):
    """Потеря, которая обрывает обучение после заданного числа шагов."""
    done = 0

    def loss(outputs, labels):
        nonlocal done
        if done == steps:
            raise Interruption
        done += 1
        return cross_entropy(outputs, labels)

    return loss


@pytest.mark.parametrize("device", DEVICES)
def test_training_learns_the_digits_it_sees(digits, device):
    model = small_network()
    history = train(
        model, batches(digits, 32, shuffle=True), epochs=15, device=device, progress=False
    )
    assert history.table().accuracy.iloc[-1] > 0.95
    assert evaluate(model, batches(digits)).accuracy > 0.97


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("stop", [3, 5, 7, 11])
def test_resumed_training_repeats_the_unbroken_one_exactly(digits, tmp_path, device, stop):
    options = {
        "epochs": 3,
        "clip": 1.0,
        "device": device,
        "precision": "float32",
        "progress": False,
        "validation": batches(digits),
    }
    whole = small_network()
    expected = train(whole, shuffled(digits), **options)

    options |= {"checkpoint": tmp_path / "run.safetensors", "checkpoint_every": 2}
    broken = small_network()
    with pytest.raises(Interruption):
        train(broken, shuffled(digits), loss=interrupted_after(stop), **options)
    seed_everything(99)
    resumed = small_network()
    history = train(resumed, shuffled(digits), **options)

    assert history == expected
    assert all(
        torch.equal(ours, theirs)
        for ours, theirs in zip(
            resumed.state_dict().values(), whole.state_dict().values(), strict=True
        )
    )


def test_resuming_works_for_a_loader_with_its_own_generator(digits, tmp_path):
    def loader():
        data = list(
            zip(
                torch.from_numpy(digits.images).float()[:, None] / 255,
                torch.from_numpy(digits.labels),
                strict=True,
            )
        )
        return torch.utils.data.DataLoader(
            data, batch_size=32, shuffle=True, generator=torch.Generator().manual_seed(5)
        )

    expected = train(small_network(), loader(), epochs=2, progress=False)
    file = tmp_path / "run"
    with pytest.raises(Interruption):
        train(
            small_network(),
            loader(),
            epochs=2,
            progress=False,
            checkpoint=file,
            checkpoint_every=1,
            loss=interrupted_after(7),
        )
    assert train(small_network(), loader(), epochs=2, progress=False, checkpoint=file) == expected


def test_a_finished_run_only_loads_its_weights(digits, tmp_path):
    file = tmp_path / "run"
    first = small_network()
    history = train(first, shuffled(digits), epochs=1, checkpoint=file, progress=False)
    second = small_network()
    repeated = train(
        second,
        shuffled(digits),
        epochs=1,
        checkpoint=file,
        progress=False,
        loss=interrupted_after(0),
    )
    assert repeated == history
    assert torch.equal(first[0].weight, second[0].weight)


def test_the_same_seed_gives_the_same_losses_and_another_seed_gives_others(digits):
    def losses(seed):
        return train(small_network(), shuffled(digits), epochs=1, seed=seed, progress=False).losses

    assert losses(3) == losses(3) != losses(4)


def test_one_step_equals_the_same_step_written_by_hand(digits):
    loader = [next(iter(batches(digits, 32)))]
    images, labels = loader[0]
    trained, manual = (small_network()[:3].append(nn.Flatten()) for _ in range(2))
    train(trained, loader, epochs=1, lr=0.1, schedule=constant, clip=0.5, progress=False)
    optimizer = sgd(manual.parameters(), lr=0.1)
    cross_entropy(manual(images), labels).backward()
    nn.utils.clip_grad_norm_(manual.parameters(), 0.5)
    optimizer.step()
    for ours, theirs in zip(trained.parameters(), manual.parameters(), strict=True):
        assert torch.equal(ours, theirs)


@pytest.mark.parametrize("precision", ["bfloat16", "float16"])
@pytest.mark.parametrize("device", DEVICES)
def test_half_precision_learns_as_well_and_keeps_weights_in_float32(digits, precision, device):
    model = small_network()
    history = train(
        model,
        batches(digits, 32, shuffle=True),
        epochs=12,
        precision=precision,
        device=device,
        progress=False,
    )
    assert history.table().accuracy.iloc[-1] > 0.9
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}


def test_half_precision_really_computes_in_half_precision(digits):
    seen = set()
    model = small_network()
    model[0].register_forward_hook(lambda module, inputs, output: seen.add(output.dtype))
    train(model, batches(digits, 80), epochs=1, precision="bfloat16", device="cpu", progress=False)
    assert seen == {torch.bfloat16}


@pytest.mark.gpu
def test_cuda_training_uses_channels_last(digits):
    model = small_network()
    train(model, batches(digits, 80), epochs=1, progress=False)
    assert model[0].weight.is_contiguous(memory_format=torch.channels_last)
    assert model[0].weight.is_cuda


@pytest.mark.gpu
def test_cpu_and_cuda_losses_agree_in_float32(digits):
    losses = []
    for device in ("cpu", "cuda"):
        model = nn.Sequential(*(x for x in small_network() if not isinstance(x, nn.Dropout)))
        history = train(
            model,
            batches(digits, 80),
            epochs=1,
            device=device,
            precision="float32",
            progress=False,
        )
        losses.append(history.losses)
    assert losses[0][0] == pytest.approx(losses[1][0], abs=1e-4)


def test_compiled_training_gives_the_losses_of_the_ordinary_one(digits):
    ordinary = train(small_network(), batches(digits, 80), epochs=1, progress=False)
    compiled = train(
        small_network(), batches(digits, 80), epochs=1, compiler="aot_eager", progress=False
    )
    assert compiled.losses == pytest.approx(ordinary.losses, rel=1e-5)


def test_the_bar_speaks_russian(digits, capsys):
    train(small_network(), batches(digits, 80), epochs=1)
    shown = capsys.readouterr().err
    assert "Обучение" in shown
    assert "2 из 2 батчей" in shown


def test_divergence_is_reported_by_its_name(digits):
    with pytest.raises(FloatingPointError, match="Уменьшите lr"):
        train(small_network(), batches(digits, 32), epochs=3, lr=1e30, progress=False)


def test_divergence_stops_at_its_batch_with_the_weights_of_before(digits):
    def loss(outputs, labels):
        calls.append(1)
        value = cross_entropy(outputs, labels)
        if len(calls) == 8:
            before.extend(p.detach().clone() for p in model.parameters())
            return value * float("nan")
        return value

    model, calls, before = small_network(), [], []
    with pytest.raises(FloatingPointError, match="на батче 8 .эпоха 2, батч 3 из 5. равна nan"):
        train(model, batches(digits, 32), epochs=3, loss=loss, progress=False)
    assert len(calls) == 8
    assert all(torch.equal(p, q) for p, q in zip(model.parameters(), before, strict=True))


def test_every_step_has_a_rate(digits):
    rates = train(small_network(), batches(digits, 32), epochs=2, lr=0.1, progress=False).rates
    assert min(rates) > 0
    assert rates == [0.1 * warmup_cosine((step + 0.5) / 10) for step in range(10)]


def test_validation_measures_the_loss_that_was_trained(digits):
    def doubled(outputs, labels):
        return 2 * cross_entropy(outputs, labels)

    model, loader = small_network(), batches(digits, 32)
    history = train(
        model, loader, epochs=1, loss=doubled, validation=loader, progress=False, device="cpu"
    )
    assert history.epochs[0]["validation_loss"] == pytest.approx(
        evaluate(model, loader, loss=doubled).loss
    )


def test_frozen_parts_stay_frozen(digits):
    model = small_network()
    model[1].eval()
    model[0].weight.requires_grad_(False)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    train(model, batches(digits, 32), epochs=1, validation=batches(digits), progress=False)
    after = model.state_dict()
    frozen = ("0.weight", "1.running_mean", "1.running_var", "1.num_batches_tracked")
    assert all(torch.equal(before[name], after[name].cpu()) for name in frozen)
    assert not model[1].training and model[4].training
    assert not torch.equal(before["5.weight"], after["5.weight"].cpu())


def test_a_network_in_answer_mode_is_trained_whole(digits):
    model = small_network().eval()
    train(model, batches(digits, 32), epochs=1, progress=False)
    assert model[1].training and model[1].num_batches_tracked == 5


def test_regression_needs_no_accuracy_and_may_have_a_metric_of_its_own(digits):
    def mean_error(outputs, targets):
        return (outputs - targets).abs().mean()

    images = torch.from_numpy(digits.images).float()[:, None] / 255
    loader = [(images, images.mean((1, 2, 3))[:, None])] * 4

    def history(metric):
        model = nn.Sequential(nn.Flatten(), nn.Linear(784, 1))
        options = {"loss": nn.functional.mse_loss, "metric": metric, "validation": loader}
        return train(model, loader, epochs=1, lr=1e-4, progress=False, **options)

    assert set(history(None).epochs[0]) == {"epoch", "loss", "validation_loss"}
    row = history(mean_error).epochs[0]
    assert row["mean_error"] > 0 and row["validation_mean_error"] > 0
    assert "accuracy" not in row


def test_a_rate_from_numpy_reaches_the_checkpoint(digits, tmp_path):
    options = {"epochs": 1, "lr": np.float32(0.05), "checkpoint": tmp_path / "run"}
    history = train(small_network(), batches(digits, 80), progress=False, **options)
    assert all(type(rate) is float for rate in history.rates)


def adam(parameters, lr):
    return torch.optim.AdamW(parameters, lr=lr)


def heavier(parameters, lr):
    return torch.optim.SGD(parameters, lr=lr, momentum=0.5)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lr": 0.01}, "lr = 0.05, а продолжается с lr = 0.01"),
        ({"optimizer": adam}, "optimizer = SGD.*а продолжается с optimizer = AdamW"),
        ({"optimizer": heavier}, r"momentum=0\.9.*momentum=0\.5"),
        ({"schedule": constant}, "schedule = "),
        ({"clip": 1.0}, "clip = None, а продолжается с clip = 1.0"),
        ({"seed": 1}, "seed = 0, а продолжается с seed = 1"),
        ({"epochs": 2}, "epochs = 1, а продолжается с epochs = 2"),
        ({"size": 40}, "order = SequentialSampler, 2 × 80"),
        ({"shuffle": True}, "а продолжается с order = RandomSampler"),
        ({"augment": crop}, "искажение crop"),
        ({"rate": 0.5}, "architecture = Sequential"),
    ],
)
def test_a_run_with_other_settings_cannot_be_resumed(digits, tmp_path, change, words):
    def run(size=80, shuffle=False, augment=None, rate=0.3, **options):
        model = small_network()
        model[4].p = rate
        loader = batches(digits, size, shuffle=shuffle, augment=augment)
        options = {"epochs": 1, "checkpoint": tmp_path / "run", "progress": False} | options
        return train(model, loader, **options)

    run()
    with pytest.raises(ValueError, match="^checkpoint: обучение записано с настройками.*" + words):
        run(**change)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"epochs": 0}, "epochs: получено 0"),
        ({"precision": "float8"}, "precision: получено 'float8'"),
        ({"checkpoint_every": 0}, "checkpoint_every: получено 0"),
        ({"loader": []}, "loader: получен пустой загрузчик"),
        ({"lr": 0}, "lr: получено 0, ожидалось конечное число больше 0"),
        ({"lr": float("nan")}, "lr: получено nan"),
        ({"clip": -1}, "clip: получено -1"),
    ],
)
def test_wrong_arguments_are_named(digits, change, words):
    arguments = {"loader": batches(digits), "epochs": 1, "progress": False} | change
    with pytest.raises(ValueError, match=words):
        train(small_network(), arguments.pop("loader"), **arguments)
