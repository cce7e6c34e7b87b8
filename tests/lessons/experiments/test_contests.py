"""Состязания сетей: честны, повторимы, записываются и продолжаются."""

import json

import numpy as np
import pytest
import torch
from torch import nn

from lessons import experiments
from lessons.datasets import DataFileError, mnist
from lessons.experiments import (
    Entrant,
    compress_network,
    compression_ratio,
    contest,
    curves,
    garments,
    stored,
    stored_result,
    summary,
)
from lessons.experiments.cardinality import PATHS, network_of_paths
from lessons.experiments.compressed_networks import FASHION_WAYS, LowRank, Pruned, Quantized
from lessons.experiments.contest import shrunk
from lessons.experiments.depth import plain_network, residual_network
from lessons.experiments.fractal import accuracy_of_columns, small_fractal
from lessons.experiments.heads import HEADS, network_with
from lessons.experiments.kernels import MIDDLES, network_around
from lessons.experiments.normalization import stack_network
from lessons.experiments.squeeze_excitation import old_network
from lessons.experiments.stochastic_depth import accuracy_without_each_block
from lessons.networks import count_parameters, resnet_cifar
from lessons.networks.pretrained import fashion_cnn
from lessons.training import batches

SMALL = {"images": 64, "epochs": 1, "seeds": (0,)}


def linear():
    return nn.Sequential(nn.Flatten(), nn.Linear(196, 10))


@pytest.fixture(scope="module")
def tiny():
    return garments(128, 100, side=14)


def test_a_contest_has_a_row_a_run_and_a_curve_an_epoch(tiny):
    entrants = [Entrant("а", linear, {"вид": 1}), Entrant("б", linear, {"вид": 2}, lr=0.01)]
    table = contest(
        entrants, tiny, epochs=3, seeds=(0, 1), measure=lambda model: {"мера": 7}, watch=True
    )
    assert list(table["сеть"]) == ["а", "а", "б", "б"]
    assert list(table["вид"]) == [1, 1, 2, 2]
    assert (table["мера"] == 7).all() and (table["параметры"] == 1970).all()
    long = curves(table)
    assert len(long) == 12 and list(long["эпоха"][:3]) == [1, 2, 3]
    assert long["точность"].iloc[2] == pytest.approx(table["точность"][0], abs=1e-4)
    short = summary(table)
    assert list(short["обучений"]) == [2, 2]
    assert short.loc["а", "разброс"] == pytest.approx(np.std(table["точность"][:2], ddof=1))


def test_the_same_seed_gives_the_same_run_and_another_seed_another(tiny):
    first, again = (contest([Entrant("а", linear)], tiny, epochs=1, seeds=(3, 4)) for _ in "12")
    assert list(first["потеря"]) == list(again["потеря"])
    assert first["потеря"][0] != first["потеря"][1]


def test_a_diverged_run_is_recorded_and_does_not_stop_the_others(tiny):
    entrants = [Entrant("взрыв", linear, lr=1e30), Entrant("ровно", linear)]
    table = contest(entrants, tiny, epochs=2, seeds=(0,))
    assert np.isnan(table["потеря"][0]) and table["кривая"][0] == []
    assert table["потеря"][1] > 0


def test_an_interrupted_experiment_goes_on_from_the_last_run(tiny, tmp_path):
    built = []

    def build():
        built.append(1)
        return linear()

    entrants, path = [Entrant("а", build)], tmp_path / "results" / "x.json"
    contest(entrants, tiny, epochs=1, seeds=(0,), journal=stored.Journal(path, {"k": 1}))
    table = contest(entrants, tiny, epochs=1, seeds=(0, 1), journal=stored.Journal(path, {"k": 1}))
    assert len(built) == 2 and list(table["начало"]) == [0, 1]
    record = json.loads(path.read_text(encoding="utf-8"))
    assert [run["начало"] for run in record["runs"]] == [0, 1]
    assert {"device", "precision", "torch", "numpy", "python"} <= set(record["environment"])
    with pytest.raises(ValueError, match="записан опыт с аргументами {'k': 1}, а просят {'k': 2}"):
        stored.Journal(path, {"k": 2})


def test_an_unknown_stored_result_is_refused():
    with pytest.raises(ValueError, match="name: получено 'width', ожидалось одно из depth"):
        stored_result("width")


def test_a_missing_record_says_how_to_make_it(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "RESULTS", tmp_path)
    with pytest.raises(DataFileError, match="python tools/run_experiments.py depth"):
        stored_result("depth")


@pytest.mark.parametrize("path", sorted(stored.RESULTS.glob("*.json")), ids=lambda path: path.stem)
def test_a_stored_record_is_whole(path):
    table = stored_result(path.stem)
    arguments = table.attrs["arguments"]
    counts = table.groupby("сеть")["начало"].agg(sorted)
    assert all(seeds == arguments["seeds"] for seeds in counts)
    assert table.attrs["environment"]["precision"] == "float32"
    trained = table[table["потеря"].notna()]
    assert (trained["кривая"].map(len) == arguments["epochs"]).all()
    assert table["точность"].between(0, 1).all()


EXPERIMENTS = (
    ("compare_depths", {"depths": (8,)}, 2),
    ("compare_normalization", {"rates": ()}, 6),
    ("compare_with_excitation", {}, 2),
    ("compare_kernels", {}, 3),
    ("compare_heads", {}, 2),
    ("compare_dense", {}, 4),
    ("compare_stochastic_depth", {"depth": 14}, 2),
    ("compare_cardinality", {}, 3),
    ("compare_fractal", {}, 2),
    ("compare_auxiliary", {"depth": 8}, 2),
    ("compress_fashion", {"ways": {"исходная": None, "2 бита": FASHION_WAYS["2 бита"]}}, 2),
)


@pytest.mark.parametrize(("name", "arguments", "count"), EXPERIMENTS)
def test_every_experiment_runs_in_short_form(name, arguments, count):
    table = getattr(experiments, name)(**SMALL, **arguments)
    assert len(table) == count
    assert table["потеря"].notna().all()


def test_plain_and_residual_networks_have_equal_numbers_of_parameters():
    for depth in (8, 20):
        assert count_parameters(plain_network(depth)) == count_parameters(residual_network(depth))


def test_without_its_bypasses_a_residual_network_becomes_the_plain_one():
    residual, plain = residual_network(8).eval(), plain_network(8).eval()
    plain.load_state_dict(residual.state_dict())
    for block in [*residual.layer1, *residual.layer2, *residual.layer3]:
        block.bypass = lambda x: torch.zeros(())
    x = torch.rand(2, 1, 14, 14)
    assert torch.equal(residual(x), plain(x))


def test_shrinking_averages_squares():
    split = mnist("test")
    small = shrunk(split).images
    assert small.shape == (2000, 14, 14)
    assert np.abs(small[5, 3, 4] - split.images[5, 6:8, 8:10].mean()) <= 0.5


def test_paths_cost_the_same():
    counts = [count_parameters(network_of_paths(*paths)) for paths in PATHS]
    assert max(counts) < 1.01 * min(counts) + 4 * 4 * 32  # пути стоят поровну, нормализация — нет


def test_three_small_kernels_cost_less_than_a_large_one_and_see_as_far():
    large, small, straight = (count_parameters(network_around(m)) for m in MIDDLES.values())
    assert small == straight < 0.6 * large
    for middle in MIDDLES.values():
        x = torch.zeros(1, 16, 15, 15, requires_grad=True)
        body = nn.Sequential(*(module for module in middle())).eval()
        for module in body.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.ones_(module.weight)
        body(x + 1)[0, 0, 7, 7].backward()
        seen = x.grad[0, 0].abs() > 0
        assert seen.sum() == 49 and seen[4:11, 4:11].all()


def test_an_averaging_head_costs_hundreds_of_times_less():
    dense, averaging = (HEADS[name]() for name in HEADS)
    count = [sum(map(count_parameters, head)) for head in (dense, averaging)]
    assert count[0] > 500 * count[1]
    assert network_with(HEADS["1×1 и среднее"])(torch.zeros(1, 1, 28, 28)).shape == (1, 10)


def test_small_initial_weights_silence_the_stack_only_without_normalisation():
    x = torch.rand(8, 1, 14, 14)
    for normalized, quiet in ((False, True), (True, False)):
        torch.manual_seed(0)
        body = stack_network(normalized, "0,01")[:-1]
        assert (body(x).std(0).max() < 1e-6) == quiet


def test_a_fractal_of_one_column_answers_alone(tiny):
    found = accuracy_of_columns(small_fractal(0.0), batches(tiny[1], 100))
    assert list(found) == ["столбец 1", "столбец 2", "столбец 3"]


def test_removing_a_block_touches_neither_the_network_nor_the_shape_changers(tiny):
    model = resnet_cifar(14, channels=1)
    before = str(model)
    assert len(accuracy_without_each_block(model, batches(tiny[1], 100))) == 4
    assert str(model) == before


def test_the_old_network_is_small():
    assert count_parameters(old_network()) == 24_058


@pytest.mark.parametrize(
    ("way", "least"),
    [
        (lambda w: Pruned(w, 0.9), 4.9),
        (lambda w: Quantized(w, 4), 7.8),
        (lambda w: LowRank(w, 0.5), 1.9),
    ],
)
def test_a_compressed_network_is_trained_and_stays_compressed(way, least):
    whole = fashion_cnn()
    model = compress_network(whole, way)
    assert compression_ratio(whole) == 1 and compression_ratio(model) > least
    descent = torch.optim.SGD(model.parameters(), lr=0.1)
    before = [conv.weight.clone() for conv in model if isinstance(conv, nn.Conv2d)]
    model(torch.rand(4, 1, 28, 28)).square().mean().backward()
    descent.step()
    after = [conv.weight for conv in model if isinstance(conv, nn.Conv2d)]
    assert all(not torch.equal(old, new) for old, new in zip(before, after, strict=True))
    weight = after[-1].detach()
    if least > 7:
        assert len((weight * 1e4).round().unique()) <= 16
    elif least > 4:
        assert (weight == 0).float().mean() == pytest.approx(0.9, abs=0.001)
    else:
        assert torch.linalg.matrix_rank(weight.flatten(1), tol=1e-4) <= 43


def test_published_accuracies_have_sources_and_agree_with_the_known():
    table = experiments.published_accuracies()
    assert table[["top-1, %", "top-5, %"]].notna().any(axis=1).all()
    assert (table["источник"].str.len() > 0).all()
    assert (table["top-1, %"].fillna(0) < table["top-5, %"].fillna(100)).all()
    weights = table[table["источник"].str.startswith("веса torchvision")].set_index("сеть")
    assert weights.loc["VGG-16", "top-1, %"] == 71.592
    assert weights.loc["SqueezeNet 1.0", "top-5, %"] == 80.420


def test_bundles_hold_one_curve_for_every_training():
    table = stored_result("depth")
    plain = table[table["вид"] == "простая"]
    found = experiments.bundles(plain, "потеря", by="глубина")
    assert list(found) == [8, 20, 44] and all(len(runs) == 3 for runs in found.values())
    first = plain[plain["глубина"] == 20].iloc[0]["кривая"]
    assert found[20][0] == [epoch["loss"] for epoch in first]
