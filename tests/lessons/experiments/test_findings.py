"""О чём говорят записанные опыты: каждое утверждение книги проверено разбросом по началам."""

import numpy as np
import pytest

from lessons.experiments import curves, stored, stored_result, summary


def test_every_long_experiment_is_recorded():
    assert set(stored.LONG) == {path.stem for path in stored.RESULTS.glob("*.json")}


def seeds(name):
    """Точности опыта: строка на начало, столбец на сеть."""
    return stored_result(name).pivot(index="начало", columns="сеть", values="точность")


def test_depth_ruins_the_plain_network_at_training_already():
    table = stored_result("depth")
    loss = table.groupby(["вид", "глубина"])["потеря"].agg(["min", "max"])
    # Мелкие и остаточные сети выучивают выборку при всех началах, простая в 44 слоя — ни при одном.
    assert loss.loc["остаточная", "max"].max() < 0.05 and loss.loc[("простая", 20), "max"] < 0.1
    assert loss.loc[("простая", 44), "min"] > 0.4
    accuracy = table.groupby(["вид", "глубина"])["точность"].agg(["min", "max"])
    deep = accuracy.xs(44, level="глубина")
    assert deep.loc["простая", "max"] < deep.loc["остаточная", "min"] - 0.05


def test_twice_as_many_steps_do_not_save_the_plain_network():
    # Записано два обучения: одно за лишние двадцать эпох продвинулось, другое нет.
    longer = stored_result("depth_long")
    residual = stored_result("depth").query("сеть == 'остаточная-44'")
    assert len(longer) == 2 and longer["потеря"].min() > 20 * residual["потеря"].max()
    assert longer["точность"].max() < residual["точность"].min() - 0.02


def test_the_residual_network_of_44_layers_does_not_lose_to_the_shallow_ones():
    accuracy = seeds("depth")
    gain = accuracy["остаточная-44"].mean() - accuracy["остаточная-8"].mean()
    assert gain > -0.01


def test_normalisation_forgives_the_initial_weights():
    table = stored_result("normalization")
    table = table[table["шаг"] == 0.05]
    assert table.loc[table["нормализация"], "точность"].min() > 0.75
    assert table.loc[~table["нормализация"], "точность"].max() < 0.35


def test_a_strided_convolution_starts_late_and_does_not_overtake_the_maximum():
    short, long = seeds("downsampling"), seeds("downsampling_long")
    assert len(short) == len(long) == 5
    assert (short["максимум"] > short["свёртка с шагом 2"]).all()
    assert (short["свёртка с шагом 2"] < 0.11).sum() == 1 and (long > 0.85).all(axis=None)
    assert (long["максимум"] > long.drop(columns="максимум").max(axis=1)).all()
    rest = long.drop(columns="максимум")
    assert np.ptp(rest.mean()) < rest.std().max() + 0.001  # остальные способы не различить


def test_three_small_kernels_equal_one_large_and_need_their_nonlinearity():
    table = summary(stored_result("kernels"))
    large, small, linear = (table.loc[name] for name in ("одна 7×7", "три 3×3", table.index[-1]))
    assert small["параметры"] < 0.6 * large["параметры"]
    assert abs(small["точность"] - large["точность"]) < large["разброс"] + small["разброс"]
    assert linear["точность"] < small["точность"] - small["разброс"]


def test_global_averaging_survives_the_shift_that_ruins_dense_layers():
    table = summary(stored_result("heads"))
    dense, average = table.loc["полносвязная"], table.loc["1×1 и среднее"]
    assert average["параметры"] < dense["параметры"] / 10
    assert average["после сдвига"] > 2 * dense["после сдвига"]
    assert dense["точность"] > average["точность"]  # на несдвинутых полносвязная даже лучше


def test_excitation_gains_nothing_here():
    accuracy = seeds("squeeze_excitation")
    assert (accuracy["с SE"] - accuracy["старая"]).mean() < 0.005


def test_stochastic_depth_softens_the_loss_of_a_block_and_gains_nothing_else():
    table = stored_result("stochastic_depth")
    table["вред"] = table["точность"] - table["без одного блока"]
    harm = table.pivot(index="начало", columns="сеть", values="вред")
    assert len(harm) == 5 and (harm["стохастическая"] < harm["постоянная"]).all()
    gain = seeds("stochastic_depth").diff(axis=1).iloc[:, 1]
    assert abs(gain.mean()) < gain.std()


def test_more_paths_of_the_same_cost_learn_better_and_answer_no_better():
    loss = stored_result("cardinality").pivot(index="начало", columns="сеть", values="потеря")
    assert (loss["32×1d"] < loss["4×6d"]).all() and (loss["4×6d"] < loss["1×16d"]).all()
    table = summary(stored_result("cardinality"))
    spread = table["разброс"].max()
    assert table["параметры"].max() < 1.03 * table["параметры"].min()
    assert table["точность"].max() - table["точность"].min() < 2 * spread


def test_densenet_needs_fewer_parameters_for_the_same_accuracy():
    table = summary(stored_result("dense"))
    dense, residual = table.loc["DenseNet (16, 8)"], table.loc["ResNet-14"]
    assert dense["параметры"] < 0.4 * residual["параметры"]
    assert abs(dense["точность"] - residual["точность"]) < residual["разброс"]


def test_an_auxiliary_answer_gains_nothing_here():
    accuracy = seeds("auxiliary")
    difference = accuracy["со вспомогательным"] - accuracy["без него"]
    assert abs(difference.mean()) < accuracy.std().max()


def test_single_columns_work_only_after_drop_path():
    table = stored_result("fractal").set_index("сеть")
    columns = ["столбец 1", "столбец 2", "столбец 3"]
    assert table.loc["без выбрасывания", columns].max(axis=None) < 0.35
    assert table.loc["с выбрасыванием", columns].mean().min() > 0.4


@pytest.mark.parametrize("way", ["обнулено 80%", "4 бита"])
def test_a_network_five_times_smaller_loses_a_percent_after_tuning(way):
    table = summary(stored_result("fashion_compression"))
    assert table.loc[way, "точность"] > table.loc["исходная", "точность"] - 0.015


def test_tuning_returns_what_compression_took():
    table = summary(stored_result("fashion_compression"))
    hurt = table[table["до дообучения"] < 0.9]
    assert len(hurt) >= 4 and (hurt["точность"] > hurt["до дообучения"] + 0.15).all()


def test_squeezenet_bears_eight_bits_and_not_four():
    table = summary(stored_result("squeezenet_compression"))
    before = table["до дообучения"]
    assert before["8 бит"] > 0.85 > before["6 бит"] > 0.6
    assert before["4 бита"] < 0.2 and before["SVD, половина"] < 0.05
    # Девяноста двух картинок мало: дообучение помогает испорченной сети и портит целую.
    assert table.loc["4 бита", "точность"] > before["4 бита"] + 0.1
    assert table.loc["8 бит", "точность"] < before["8 бит"] - table.loc["8 бит", "разброс"]


def test_curves_of_depth_are_whole():
    table = curves(stored_result("depth"))
    assert len(table) == 18 * 20
    assert np.isfinite(table["точность"]).all()
