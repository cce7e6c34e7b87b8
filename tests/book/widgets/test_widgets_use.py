"""Виджетами можно пользоваться: рука, клавиатура, телефон, тёмная тема, ошибки."""

import re

import pytest
from book.widgets.reading import TAGS, WIDGETS, numbers, one_of_each, tag, texts

pytestmark = pytest.mark.browser


def test_the_window_follows_the_hand(stand):
    page = stand(tag("convolution-1d"))
    tape = page.get_by_role("slider")
    box = tape.bounding_box()
    cell = box["width"] / 10
    page.mouse.move(box["x"] + 1.5 * cell, box["y"] + 1.5 * cell)
    page.mouse.down()
    page.mouse.move(box["x"] + 5.4 * cell, box["y"] + 1.5 * cell, steps=4)
    assert tape.get_attribute("aria-valuenow") == "5"
    shift = page.locator(".window").evaluate("w => new DOMMatrix(getComputedStyle(w).transform).e")
    assert shift == pytest.approx(3.9 * cell, abs=1), "окно едет за рукой, а не прыгает по ячейкам"
    page.mouse.up()
    assert len(numbers(page, "output")) == 5


def test_the_matrix_window_follows_the_hand_and_the_click(stand):
    page = stand(
        tag(
            "convolution-2d",
            input="3 3 2 1 0; 0 0 1 3 1; 3 1 2 2 3; 2 0 0 2 2; 2 0 0 0 1",
            kernel="0 1 2; 2 2 0; 0 1 2",
        )
    )
    field = page.get_by_role("application", name="Вход")
    box = field.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.95, steps=3)
    page.mouse.up()
    assert numbers(page, "output").tolist() == [12, 12, 17, 10, 17, 19, 9, 6, 14]
    page.locator('[data-role="output"]').nth(5).click()
    assert numbers(page, "sum") == [19]


def test_touch_moves_the_window(stand):
    page = stand(tag("convolution-2d"), has_touch=True, width=360)
    box = page.get_by_role("application", name="Вход").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.8)
    assert numbers(page, "sum") == [3]


KEYS = [
    ("convolution-1d", "[role=slider]", ["End", "ArrowLeft"], "output", 8),
    ("convolution-2d", "[data-role=field]", ["ArrowDown", "End"], "output", 4),
    ("pooling-2d", "[data-role=field]", ["ArrowDown", "ArrowRight"], "output", 4),
    ("output-size", "[data-control=stride]", ["Home"], "size", 1),
    ("output-size", "[data-control=kernel]", ["ArrowUp"], "size", 1),
]


@pytest.mark.parametrize(("name", "target", "keys", "role", "count"), KEYS)
def test_arrows_and_edges_work(stand, name, target, keys, role, count):
    page = stand(tag(name))
    for key in keys:
        page.locator(f"{name} {target}").press(key)
    assert len(numbers(page, role)) == count
    focused = page.evaluate(
        "t => document.querySelector(t).shadowRoot.activeElement.matches(':focus-visible')", name
    )
    assert focused


def test_padding_cells_are_walked_by_arrows(stand):
    page = stand(tag("padding-1d"))
    page.locator('[data-key="cell-0-0"]').press("ArrowDown")
    page.keyboard.press("End")
    assert page.locator('[data-role="reading"]').inner_text() == (
        "Повтор края: 5, копия 5-й ячейки сигнала."
    )


def test_receptive_field_is_walked_and_clicked(stand):
    page = stand(tag("receptive-field"))
    picture = page.get_by_label("Каскад слоёв")
    picture.press("ArrowDown")
    assert numbers(page, "field") == [4]
    page.locator("circle").last.click()
    assert page.locator('[data-role="reading"]').inner_text() == (
        "Нейрон 5 слоя 3 видит входы 9–16: рецептивное поле 8."
    )
    page.get_by_role("button", name="+ свёртка 3").click()
    assert numbers(page, "field") == [12]


def test_play_slides_the_window_to_the_end(stand):
    page = stand(tag("convolution-1d"), locale="ru")
    page.locator(".card").wait_for()
    page.clock.install()
    page.get_by_role("button", name="Пуск").click()
    page.clock.run_for(2000)
    assert len(numbers(page, "output")) == 3
    page.clock.run_for(20000)
    assert len(numbers(page, "output")) == 8
    assert page.get_by_role("button", name="Пуск").count() == 1


def test_numbers_are_edited_in_place(stand):
    page = stand(tag("convolution-1d", signal="1 2 3", kernel="1 1"))
    page.get_by_role("button", name="Править числа").click()
    field = page.get_by_label("сигнал, число 1")
    field.fill("-2,5")
    assert numbers(page, "sum") == [-0.5]
    assert texts(page, "sum") == ["−0,5"]
    assert field.evaluate("f => f === f.getRootNode().activeElement"), "поле не теряет фокус"
    field.fill("-")
    assert field.get_attribute("aria-invalid") == "true"
    assert numbers(page, "sum") == [-0.5], "недописанное число ничего не меняет"
    field.fill("7")
    field.press("ArrowUp")
    assert numbers(page, "sum") == [10]


BAD = [
    ("convolution-1d", {"signal": "1 два 3"}, "«два» — не число"),
    ("convolution-1d", {"padding": "-1"}, "padding: «-1»"),
    ("convolution-1d", {"padding-mode": "mirror"}, "нужно одно из: zeros"),
    ("convolution-1d", {"signal": "1 2", "kernel": "1 2 3"}, "окно не помещается"),
    ("padding-1d", {"modes": "zeros wrap"}, "«wrap»"),
    ("convolution-2d", {"input": "1 2; 3"}, "строки матрицы должны быть равной длины"),
    ("convolution-2d", {"input": "1 2; 3 4 | 1 2; 3 4", "kernel": "1"}, "глубина ядра"),
    ("kernel-explorer", {}, "нет данных снимка"),
    ("kernel-explorer", {"photo": "cat"}, "нет элемента с id «cat»"),
    ("pooling-2d", {"mode": "median"}, "нужно одно из: max"),
    ("pooling-2d", {"gradient": "1 2 3", "view": "backward"}, "gradient: размер 1×3"),
    ("output-size", {"n": "много"}, "нужно целое число"),
    ("output-size", {"n": "2", "kernel": "5"}, "окно не помещается"),
    ("receptive-field", {"layers": "dense k=3"}, "слой «dense»"),
    ("receptive-field", {"layers": "conv k=0"}, "«k=0»"),
]


def test_bad_attributes_are_explained_in_place(stand):
    body = "".join(tag(name, "запасная таблица", **attributes) for name, attributes, _ in BAD)
    page = stand(body)
    messages = page.get_by_role("alert").all_text_contents()
    assert len(messages) == len(BAD)
    for message, (_, _, expected) in zip(messages, BAD, strict=True):
        assert expected in message
        assert re.search("[а-я]{4}", message)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("width: 3", "не JSON"),
        ('{"width": 3, "height": 3, "pixels": "щ"}', "не строка base64"),
        ('{"width": 3, "height": 3, "pixels": "AAAA"}', "пикселей 3, а для снимка 3×3 нужно 9"),
        ('{"width": 1, "height": 3, "pixels": "AAAA"}', "стороны должны быть от 3 до 96"),
    ],
)
def test_bad_photo_data_is_explained_in_place(stand, data, expected):
    script = f'<script type="application/json">{data}</script>'
    page = stand(tag("kernel-explorer", f"{script}<p>запасной снимок</p>"))
    assert expected in page.get_by_role("alert").inner_text()
    assert page.get_by_text("запасной снимок").is_visible()


def test_a_mended_attribute_mends_the_widget(stand):
    page = stand(tag("convolution-1d", "<p>запасная таблица</p>", stride="0"))
    assert page.get_by_text("запасная таблица").is_visible()
    page.locator("convolution-1d").evaluate("w => w.setAttribute('stride', '2')")
    assert page.get_by_role("alert").count() == 0
    assert not page.get_by_text("запасная таблица").is_visible()
    assert page.locator('[data-role="output"]').count() == 4


def test_impossible_settings_are_explained_and_can_be_undone(stand):
    page = stand(tag("output-size", n=4, kernel=3))
    kernel = page.get_by_label("ядро r", exact=True)
    kernel.press("End")
    assert "окно не помещается" in page.get_by_role("alert").inner_text()
    kernel.press("Home")
    assert page.get_by_role("alert").count() == 0


def test_without_scripts_the_static_content_stays(stand):
    page = stand(
        tag("convolution-1d", "<table><tr><td>1</td></tr></table>"), java_script_enabled=False
    )
    assert page.get_by_role("cell").is_visible()


def test_with_scripts_the_static_content_is_replaced(stand):
    page = stand(tag("convolution-1d", "<p>запасное</p>"))
    assert not page.get_by_text("запасное").is_visible()


def test_scripts_load_in_any_order_and_without_unused_widgets(stand):
    shared = [path.name for path in WIDGETS.glob("*.js") if "-" not in path.stem]
    for names in ([*shared, "padding-1d.js"], ["padding-1d.js", *reversed(shared)]):
        page = stand(tag("padding-1d"), scripts=names)
        assert page.locator(".card").count() == 1


def test_widgets_work_over_http(chromium, served):
    page = chromium.new_page()
    page.goto(served(one_of_each()))
    assert page.locator(".card").count() == len(TAGS)
    page.close()


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_overflows(stand, width):
    page = stand(one_of_each(), width=width)
    page.locator('[data-control="layers"]').click()
    for button in page.get_by_role("button", name="Править").all():
        button.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """tags => tags.flatMap(tag => {
            const root = document.querySelector(tag).shadowRoot;
            return [...root.querySelectorAll('.card *')]
                .filter(e => !e.closest('.scroll, .live'))
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                .map(e => `${tag}: ${e.className}`);
        })""",
        TAGS,
    )
    assert outside == []


CONTRAST = """
tag => {
  const paint = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const rgba = colour => {
    paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]));
  const luminance = c => c.map(x => x / 255)
    .map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
    .reduce((s, x, i) => s + x * [0.2126, 0.7152, 0.0722][i], 0);
  const root = document.querySelector(tag).shadowRoot;
  const all = new CSSStyleSheet();
  all.replaceSync('* { pointer-events: auto !important; transition: none !important; }');
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, all];
  const page = rgba(getComputedStyle(document.body).backgroundColor);
  const poor = [];
  for (const node of root.querySelectorAll('.card *')) {
    const own = [...node.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if ((!own && node.localName !== 'input') || node.closest('.live, option, :disabled')) continue;
    node.scrollIntoView({block: 'center', inline: 'center'});
    const box = node.getBoundingClientRect();
    if (!box.width) continue;
    const stack = root.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const below = stack.slice(Math.max(stack.indexOf(node), 0)).reverse();
    const ground = below.reduce(
      (c, e) => over(rgba(getComputedStyle(e).backgroundColor), c), page.slice(0, 3));
    const ink = over(rgba(getComputedStyle(node).color), ground);
    const [a, b] = [luminance(ink), luminance(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${node.className} «${node.textContent}»: ${ratio.toFixed(2)}`);
  }
  return poor;
}
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_contrast_is_enough(stand, theme):
    page = stand(one_of_each(), theme=theme, reduced_motion="reduce")
    assert [poor for name in TAGS for poor in page.evaluate(CONTRAST, name)] == []


def test_reduced_motion_stops_the_transitions(stand):
    page = stand(tag("convolution-1d"), reduced_motion="reduce")
    duration = page.locator(".window").evaluate("w => getComputedStyle(w).transitionDuration")
    assert duration == "0s"


def test_every_control_has_a_name(stand):
    page = stand(one_of_each())
    nameless = page.evaluate(
        """tags => tags.flatMap(tag =>
            [...document.querySelector(tag).shadowRoot
                .querySelectorAll('button, input, select, [tabindex="0"]')]
            .filter(e => !(e.ariaLabel || e.labels?.length || e.textContent.trim()))
            .map(e => `${tag}: ${e.outerHTML}`))""",
        TAGS,
    )
    assert nameless == []


def test_moves_are_announced(stand):
    page = stand(tag("convolution-2d"))
    page.get_by_role("application", name="Вход").press("ArrowRight")
    assert page.locator("[aria-live]").inner_text() == "Выход, строка 1, столбец 2: 2"
