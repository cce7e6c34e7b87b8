"""Рисунки о сети: краски лежат там, где карта; подписи и описания — из данных."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.colors import to_rgb

from lessons import plotting
from lessons.explain import Patch
from lessons.networks import Answer


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def painted(figure, panel=0):
    return np.asarray(figure.axes[panel].images[0].get_array())


def test_signed_map_is_red_above_zero_blue_below_and_shows_the_photo_at_zero():
    values = np.zeros((4, 4))
    values[0, 0], values[3, 3] = 1, -1
    shown = painted(plotting.overlays(np.full((8, 8), 0.5), {"карта": values}, signed=True))
    assert shown[0, 0, 0] > shown[0, 0, 2] + 0.2 and shown[7, 7, 2] > shown[7, 7, 0] + 0.2
    np.testing.assert_allclose(shown[0, 7], 0.4 + 0.6 * 0.5)


def test_map_of_occlusion_lies_around_the_centres_of_its_masks():
    """Маски 3×3 с шагом 2 на снимке 9×9: середины — пиксели 1, 3, 5, 7."""
    box = plotting.mask_box(3, 2, (4, 4))
    assert box == (0.5, 8.5, 0.5, 8.5)
    values = np.arange(16.0).reshape(4, 4)
    shown = painted(plotting.overlays(np.zeros((3, 9, 9)), {"карта": values}, box=box))
    shades = plt.get_cmap("viridis")(values / 15)[..., :3]
    expected = 0.4 * 0.4 + 0.6 * shades
    np.testing.assert_allclose(shown[1::2, 1::2], expected)


def test_maps_of_masks_of_different_sizes_lie_each_in_its_place():
    maps = {"малая": np.ones((4, 4)), "большая": np.ones((2, 2))}
    boxes = {"малая": (0.5, 8.5, 0.5, 8.5), "большая": (2.5, 6.5, 2.5, 6.5)}
    figure = plotting.overlays(np.zeros((9, 9)), maps, box=boxes)
    covered = [int((painted(figure, n) != 0.4).any(-1).sum()) for n in (0, 1)]
    assert covered == [8 * 8, 4 * 4]


def test_own_scales_make_a_faint_map_visible():
    maps = {"сильная": np.eye(4), "слабая": np.eye(4) / 1000}
    photo = np.zeros((4, 4))
    shared = plotting.overlays(photo, maps, signed=True)
    own = plotting.overlays(photo, maps, signed=True, shared=False)
    assert np.ptp(painted(shared, 1)) < 0.05 < 0.3 < np.ptp(painted(own, 1))
    assert len(own.axes) == 2 and len(shared.axes) == 3


def test_signed_colours_put_zero_in_the_middle_and_keep_the_sign():
    values = torch.tensor([[[[-4.0, 0, 2]]]])
    assert plotting.signed_colours(values, share=1).ravel().tolist() == [0, 0.5, 0.75]


def test_answers_carry_russian_names_and_commas():
    named = [[Answer(285, "египетская кошка", 0.4), Answer(1, "рыбка", 0.001)]]
    figure = plotting.answers(torch.rand(1, 3, 5, 5), named)
    assert figure.axes[0].get_title() == "египетская кошка: 0,40\nрыбка: < 0,01"


def test_gallery_wraps_titles_and_refuses_a_wrong_number_of_them():
    figure = plotting.gallery(np.zeros((2, 5, 5)), ["очень длинное название", "да"], letters=8)
    assert figure.axes[0].get_title() == "очень\nдлинное\nназвание"
    with pytest.raises(ValueError, match="titles: подписей 1, а картинок 2"):
        plotting.gallery(np.zeros((2, 5, 5)), ["одна"])


def test_patch_cut_by_the_edge_lies_on_grey():
    whole = Patch(2.0, 0, (0, 4, 0, 4), torch.ones(3, 4, 4))
    edge = Patch(1.0, 1, (0, 2, 0, 4), torch.ones(3, 2, 4))
    figure = plotting.patch_gallery([whole, edge])
    assert painted(figure, 1)[:, 0, 0].tolist() == [0.5, 1, 1, 0.5]
    assert [axes.get_title() for axes in figure.axes] == ["2", "1"]


def test_kinds_differ_in_colour_and_in_marker():
    names = [f"вид {i}" for i in range(13)]
    figure = plotting.kind_plane(
        np.random.default_rng(0).normal(size=(26, 2)), [*range(13)] * 2, names
    )
    drawn = figure.axes[0].collections
    assert len({tuple(c.get_facecolor()[0]) for c in drawn}) == 13
    assert len({c.get_paths()[0].vertices.tobytes() for c in drawn}) == 13


def test_pictures_stand_at_their_places():
    red, blue = np.zeros((2, 4, 4, 3))
    red[...], blue[...] = to_rgb("red"), to_rgb("blue")
    figure = plotting.picture_plane([(0, 0), (10, 10)], [red, blue], side=20, pixels=100)
    canvas = painted(figure)
    assert canvas[-5, 5].tolist() == [1, 0, 0] and canvas[5, -5].tolist() == [0, 0, 1]


def test_words_say_where_a_map_is_large():
    values = np.zeros((9, 9))
    values[0, 8], values[4, 4] = 0.41, -0.02
    assert plotting.peaks({"кошка": values}) == "кошка: от −0,02 в середине до 0,41 вверху справа"


def test_described_figure_carries_its_words_and_closes():
    figure = plotting.gallery(np.zeros((1, 5, 5)))
    described = plotting.Described(figure, "чёрный квадрат")
    svg, metadata = described._repr_svg_()
    assert svg.lstrip().startswith("<?xml") and metadata == {"alt": "чёрный квадрат"}
    assert plt.get_fignums() == []


@pytest.mark.parametrize("shape", [(4, 9, 9), (2, 3, 4, 5)])
def test_what_is_not_a_picture_is_refused(shape):
    with pytest.raises(ValueError, match="picture: получена форма"):
        plotting.as_image(np.zeros(shape))


def test_bundle_has_a_line_for_every_run_and_a_name_for_every_network():
    axes = plotting.bundles({"а": [[3, 2, 1]] * 2, "б": [[2, np.nan, 1]]}, ylabel="потеря").axes[0]
    assert [len(line.get_xdata()) for line in axes.lines] == [3, 3, 3]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["а", "б"]
    assert all(tick == round(tick) for tick in axes.get_xticks())


def test_bundle_without_numbers_is_refused():
    with pytest.raises(ValueError, match="из одних нечисел"):
        plotting.bundles({"а": [[np.nan, np.nan]]}, ylabel="точность")
