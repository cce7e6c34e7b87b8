"""Виджеты показывают те же числа, что вычисляет lessons.reference."""

import itertools

import numpy as np
import pytest
import torch
from book.widgets.reading import explorer, numbers, rows, russian, tag, texts, words

from lessons import reference

pytestmark = pytest.mark.browser
MODES = ["zeros", "replicate", "reflect", "symmetric", "circular"]


@pytest.fixture
def rng():
    return np.random.default_rng(20)


def test_convolution_1d_fills_the_output_of_the_reference(stand, rng):
    cases = []
    for mode, stride, dilation in zip(MODES, [1, 2, 3, 1, 2], [1, 2, 1, 3, 2], strict=True):
        signal = rng.integers(-9, 10, rng.integers(8, 13)) / 2
        kernel = rng.integers(-4, 5, rng.integers(1, 4)) / 4
        options = {"padding": int(rng.integers(0, 4)), "stride": stride, "dilation": dilation}
        cases.append((signal, kernel, options, mode))
    page = stand(
        "".join(
            tag("convolution-1d", signal=words(s), kernel=words(k), padding_mode=mode, **options)
            for s, k, options, mode in cases
        )
    )
    for i, (signal, kernel, options, mode) in enumerate(cases):
        widget = page.locator("convolution-1d").nth(i)
        assert len(numbers(widget, "output")) == 1, "выход заполняется по мере движения окна"
        widget.get_by_role("slider").press("End")
        expected = reference.conv1d(signal, kernel, padding_mode=mode, **options)
        np.testing.assert_allclose(numbers(widget, "output"), expected)
        assert texts(widget, "output") == [russian(y) for y in expected]
        assert numbers(widget, "sum") == [expected[-1]]
        padded = reference.pad(signal, options["padding"], mode)
        cells = widget.locator('[data-role="signal"] [data-value]')
        shown = cells.evaluate_all("cells => cells.map(c => Number(c.dataset.value))")
        np.testing.assert_allclose(shown, padded)


def test_convolution_1d_writes_the_arithmetic_of_the_current_window(stand):
    page = stand(tag("convolution-1d", signal="1 2 3 4 5 5 4 3 2 1", kernel="-1 0 1"))
    page.get_by_role("slider").press("ArrowRight")
    equation = page.locator('[data-role="equation"]')
    assert equation.inner_text() == "Окно 2 из 8: (−1)·2 + 0·3 + 1·4 = 2"
    products = page.locator(".product").all_text_contents()
    assert products == ["−2", "0", "4"]


def test_padding_1d_shows_every_mode_of_the_reference(stand, rng):
    signals = [np.arange(1, 6), rng.integers(-9, 10, 7), np.array([3, 8])]
    kernel = np.array([-1, 0, 2, 0, -1])
    page = stand(
        "".join(tag("padding-1d", signal=words(s), width=3, kernel=words(kernel)) for s in signals)
    )
    for (i, signal), mode in itertools.product(enumerate(signals), MODES):
        strip = page.locator("padding-1d").nth(i).locator(f'[data-mode="{mode}"]')
        np.testing.assert_array_equal(numbers(strip, "padded"), reference.pad(signal, 3, mode))
        expected = reference.conv1d(signal, kernel, padding=3, padding_mode=mode)
        np.testing.assert_array_equal(numbers(strip, "result"), expected)


def test_pointing_at_a_padded_cell_lights_its_source_and_its_copies(stand):
    signal = np.array([10, 20, 30, 40])
    page = stand(tag("padding-1d", signal=words(signal), width=3))
    for mode in MODES[1:]:
        cells = page.locator(f'[data-mode="{mode}"] [data-role="padded"]')
        cells.first.hover()
        padded = reference.pad(signal, 3, mode)
        lit = page.locator(f'[data-mode="{mode}"] .pointed').all_text_contents()
        assert lit == [str(x) for x in padded if x == padded[0]]
        assert page.locator(f'[data-mode="{mode}"] path').count() == len(lit) - 1


def test_convolution_2d_fills_the_output_of_the_reference(stand, rng):
    cases = [(np.array([[1, 2, 3], [3, 4, 5], [1, 0, 2]]), np.array([[0, 1], [1, -1]]), {})]
    for mode, stride, dilation in zip(MODES, [1, 2, 1, 1, 2], [1, 1, 2, 1, 2], strict=True):
        x = rng.integers(-9, 10, (rng.integers(5, 8), rng.integers(5, 8)))
        kernel = rng.integers(-3, 4, (rng.integers(1, 4), rng.integers(1, 4))) / 2
        options = {"stride": stride, "dilation": dilation, "padding": 1, "padding_mode": mode}
        cases.append((x, kernel, options))
    page = stand(
        "".join(tag("convolution-2d", input=rows(x), kernel=rows(k), **o) for x, k, o in cases)
    )
    for i, (x, kernel, options) in enumerate(cases):
        widget = page.locator("convolution-2d").nth(i)
        widget.get_by_label("До конца, заполнить выход").click()
        expected = reference.conv2d(x, kernel, **options)
        np.testing.assert_allclose(numbers(widget, "output"), expected.ravel())
        assert numbers(widget, "sum") == [expected.ravel()[-1]]


def test_convolution_2d_sums_over_channels_and_adds_the_bias(stand, rng):
    x, kernel = rng.integers(-5, 6, (3, 4, 5)), rng.integers(-2, 3, (3, 2, 2))
    page = stand(
        tag(
            "convolution-2d",
            input=" | ".join(rows(m) for m in x),
            kernel=" | ".join(rows(m) for m in kernel),
            bias=-3,
        )
    )
    page.get_by_label("До конца, заполнить выход").click()
    expected = reference.conv2d(x[None], kernel[None], np.array([-3]))
    np.testing.assert_allclose(numbers(page, "output"), expected.ravel())


def test_kernel_explorer_reads_patch_products_and_sum(stand, rng):
    photo, kernel = rng.integers(0, 256, (12, 15)), rng.integers(-3, 4, (3, 3))
    page = stand(explorer(photo, kernel=rows(kernel)))
    response = reference.conv2d(photo, kernel)
    picture = page.get_by_label("Снимок", exact=True)
    box = picture.bounding_box()
    for row, column in [(0, 0), (4, 7), (9, 12)]:
        x = box["x"] + box["width"] * (column + 1.5) / photo.shape[1]
        y = box["y"] + box["height"] * (row + 1.5) / photo.shape[0]
        page.mouse.move(x, y)
        patch = photo[row : row + 3, column : column + 3]
        np.testing.assert_array_equal(numbers(page, "patch"), patch.ravel())
        np.testing.assert_array_equal(numbers(page, "product"), (patch * kernel).ravel())
        assert numbers(page, "sum") == [response[row, column]]


def test_one_photo_on_the_page_serves_several_explorers(stand):
    photo = np.full((5, 5), 7)
    shared = explorer(photo, id="nested").replace("<script", '<script id="photo"')
    page = stand(shared + tag("kernel-explorer", photo="photo", preset="blur"))
    assert numbers(page.locator("kernel-explorer").nth(1), "sum") == pytest.approx([7])


def test_negative_answers_are_blue_and_positive_are_red(stand, rng):
    photo = rng.integers(0, 256, (10, 10))
    page = stand(explorer(photo, preset="sobel-x"))
    response = reference.conv2d(photo, np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    pixels = (
        page.get_by_label("Ответ ядра")
        .locator("canvas")
        .evaluate("c => [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data]")
    )
    red, _, blue, _ = np.moveaxis(np.reshape(pixels, (10, 10, 4))[1:-1, 1:-1], -1, 0)
    strong = abs(response) > abs(response).max() / 20
    np.testing.assert_array_equal(np.sign(red - blue)[strong], np.sign(response)[strong])


def test_choosing_a_preset_changes_the_kernel_and_the_answer(stand):
    photo = np.full((6, 6), 90)
    page = stand(explorer(photo))
    assert numbers(page, "sum") == [0]
    page.get_by_label("ядро", exact=True).select_option("blur")
    assert numbers(page, "sum") == pytest.approx([90])
    assert page.get_by_label("цвета ответа").input_value() == "grey"
    page.get_by_label("ядро, строка 2, столбец 2").fill("10/9")
    assert numbers(page, "sum") == pytest.approx([180])
    assert page.get_by_label("ядро", exact=True).input_value() == "own"


@pytest.mark.parametrize("mode", ["max", "average", "l2"])
def test_pooling_2d_fills_the_output_of_the_reference(stand, rng, mode):
    pool = {"max": "max_pool2d", "average": "avg_pool2d", "l2": "l2_pool2d"}[mode]
    cases = [(rng.integers(-9, 10, (6, 7)), size, stride) for size, stride in [(2, 2), (3, 1)]]
    page = stand(
        "".join(
            tag("pooling-2d", input=rows(x), mode=mode, size=size, stride=stride)
            for x, size, stride in cases
        )
    )
    for i, (x, size, stride) in enumerate(cases):
        widget = page.locator("pooling-2d").nth(i)
        widget.get_by_label("До конца, заполнить выход").click()
        expected = getattr(reference, pool)(x.astype(float), size, stride)
        np.testing.assert_allclose(numbers(widget, "output"), expected.ravel())


def test_stochastic_pooling_draws_positive_values_of_the_window(stand, rng):
    x = rng.integers(-1, 3, (6, 6)) * rng.integers(1, 9, (6, 6))
    page = stand(tag("pooling-2d", input=rows(x), mode="stochastic"))
    page.get_by_label("До конца, заполнить выход").click()
    seen = set()
    for _ in range(8):
        drawn = numbers(page, "output")
        for value, window in zip(
            drawn, x.reshape(3, 2, 3, 2).swapaxes(1, 2).reshape(9, 4), strict=True
        ):
            assert value in window[window > 0] or (value == 0 and not (window > 0).any())
        seen.add(tuple(drawn))
        page.get_by_role("button", name="Новый жребий").click()
    assert len(seen) > 1


def torch_pool(mode, x, size):
    """Пулинг torch с шагом 1; LPPool2d не делит сумму квадратов на площадь окна."""
    if mode == "l2":
        return torch.nn.functional.lp_pool2d(x, 2, size, 1) / size
    pool = {"max": torch.nn.functional.max_pool2d, "average": torch.nn.functional.avg_pool2d}
    return pool[mode](x, size, 1)


@pytest.mark.parametrize("mode", ["max", "average", "l2"])
def test_pooling_sends_the_gradient_where_torch_sends_it(stand, rng, mode):
    x = rng.permutation(np.arange(1, 31)).reshape(5, 6)
    gradient = rng.integers(-4, 5, (3, 4))
    page = stand(
        tag(
            "pooling-2d",
            input=rows(x),
            mode=mode,
            size=3,
            stride=1,
            gradient=rows(gradient),
            view="backward",
        )
    )
    tensor = torch.tensor(x[None, None], dtype=torch.float64, requires_grad=True)
    torch_pool(mode, tensor, 3).backward(torch.tensor(gradient[None, None], dtype=torch.float64))
    np.testing.assert_allclose(numbers(page, "gradient"), tensor.grad.ravel())


def test_shifting_the_input_reports_what_changed(stand):
    x = np.array([[12, 20, 30, 0], [8, 12, 2, 0], [34, 70, 37, 4], [112, 100, 25, 12]])
    page = stand(tag("pooling-2d", input=rows(x)))
    page.get_by_label("сдвиг входа вправо", exact=True).press("ArrowUp")
    page.get_by_label("До конца, заполнить выход").click()
    shifted = np.pad(x, ((0, 0), (1, 0)))[:, :-1]
    before, after = (reference.max_pool2d(m, 2) for m in (x, shifted))
    np.testing.assert_array_equal(numbers(page, "output"), after.ravel())
    np.testing.assert_array_equal(numbers(page, "before"), before.ravel())
    text = page.locator('[data-role="comparison"]').inner_text()
    assert f"изменилось {(x != shifted).sum()} из 16" in text
    assert f"на выходе — {(before != after).sum()} из 4" in text


def test_editing_the_input_of_pooling_changes_the_answer(stand):
    page = stand(tag("pooling-2d", input="1 2; 3 4"))
    page.get_by_role("button", name="Править вход").click()
    page.get_by_label("вход, строка 1, столбец 1").fill("9")
    assert numbers(page, "sum") == [9]


def test_output_size_agrees_with_the_reference(stand, rng):
    names = ["n", "kernel", "stride", "padding", "dilation"]
    cases = [
        dict(zip(names, map(int, rng.integers([11, 1, 1, 0, 1], [41, 6, 5, 4, 4])), strict=True))
        for _ in range(8)
    ]
    cases = [c for c in cases if c["dilation"] * (c["kernel"] - 1) < c["n"] + 2 * c["padding"]]
    page = stand("".join(tag("output-size", **case) for case in cases))
    for i, case in enumerate(cases):
        widget = page.locator("output-size").nth(i)
        expected = reference.output_size(**case)
        assert numbers(widget, "size") == [expected]
        assert widget.locator('[data-role="window"]').count() == expected
        padded = case["n"] + 2 * case["padding"]
        used = (expected - 1) * case["stride"] + case["dilation"] * (case["kernel"] - 1) + 1
        assert widget.locator('[data-role="lost"]').count() == padded - used


def dependencies(n, layers, index):
    """Входы, от которых зависит нейрон ``index`` последнего слоя, — по градиенту torch."""
    x = torch.ones(1, 1, n, requires_grad=True)
    y = x
    for kernel, stride, dilation, padding in layers:
        ones = torch.ones(1, 1, kernel)
        y = torch.nn.functional.conv1d(y, ones, stride=stride, padding=padding, dilation=dilation)
    y[0, 0, index].backward()
    return y.shape[-1], torch.nonzero(x.grad[0, 0]).ravel().tolist()


@pytest.mark.parametrize(
    "layers",
    [
        [(3, 1, 1, 0), (2, 2, 1, 0), (3, 1, 1, 0)],
        [(3, 1, 1, 1), (3, 1, 2, 2)],
        [(5, 2, 1, 2), (3, 2, 1, 1), (2, 1, 2, 0)],
    ],
)
def test_receptive_field_is_what_the_gradient_reaches(stand, layers):
    text = "; ".join(f"conv k={k} s={s} d={d} p={p}" for k, s, d, p in layers)
    page = stand(tag("receptive-field", n=22, layers=text))
    picture = page.get_by_label("Каскад слоёв")
    picture.press("Home")
    count, _ = dependencies(22, layers, 0)
    for index in range(count):
        _, inputs = dependencies(22, layers, index)
        field = page.locator('[data-role="field"]')
        assert field.get_attribute("data-inputs") == words(inputs)
        picture.press("ArrowRight")


def test_receptive_field_table_agrees_with_the_reference(stand):
    text = "conv k=3; pool k=2 s=2; conv k=3 d=2; conv k=5 s=2 p=2"
    page = stand(tag("receptive-field", n=40, layers=text))
    layers = [(3, 1), (2, 2), (3, 1, 2), (5, 2)]
    cells = page.locator('[data-role="layer"]').evaluate_all(
        "rows => rows.map(r => [...r.querySelectorAll('td')].map(c => Number(c.dataset.value)))"
    )
    for i, (_, size, jump) in enumerate(cells):
        assert size == reference.receptive_field(layers[: i + 1])
        assert jump == np.prod([stride for _, stride, *_ in layers[: i + 1]])
