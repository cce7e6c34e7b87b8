"""Подписи ломаных: каждая у своей линии и ни одна не лежит на другой."""

from itertools import pairwise

from lessons import plotting


def test_labels_of_lines_with_one_end_do_not_overlap():
    series = {"первая": [3, 1], "вторая": [2, 1], "третья": [1, 1.01]}
    figure = plotting.curves(range(2), series, xlabel="x", ylabel="y")
    (axes,) = figure.axes
    figure.canvas.draw()
    boxes = sorted((text.get_window_extent() for text in axes.texts), key=lambda box: box.y0)
    assert len(boxes) == 3
    assert all(below.y1 <= above.y0 + 1 for below, above in pairwise(boxes))


def test_a_lonely_label_stands_at_the_end_of_its_line():
    figure = plotting.curves(range(2), {"вверх": [0, 5], "вниз": [5, 1]}, xlabel="x", ylabel="y")
    ends = {text.get_text(): text.xy[1] for text in figure.axes[0].texts}
    assert ends == {"вверх": 5, "вниз": 1}
