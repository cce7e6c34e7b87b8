"""Расширение книги: неразрывные пробелы, поиск, тетради, лёгкие рисунки, свежесть."""

import base64
import io
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from myst_nb.core.utils import coalesce_streams
from nbformat.v4 import new_output
from PIL import Image

from tests.book.prose import BOOK

sys.path.insert(0, str(BOOK / "_extensions"))

from course_book import alts, freshness, interface, notebooks, photos, search, typography  # noqa: E402


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("свёртка — это сумма", "свёртка~— это сумма"),
        ("в окне и на краю", "в~окне и~на~краю"),
        ("60 000 чисел", "60^000~чисел"),
        ("всё же и то ли", "всё~же и~то~ли"),
        ("ошибка 5 %", "ошибка 5~%"),
        ("см. рис. 3", "см.~рис.~3"),
        ("по-русски и кто-то", "по-русски и~кто-то"),
        ("тесно на\nкраю", "тесно на~краю"),
    ],
)
def test_short_words_dashes_and_units_do_not_part(typed, shown):
    bound = typography.bind_words(typed)
    assert bound.replace(typography.NBSP, "~").replace(typography.THIN, "^") == shown


@given(st.text(alphabet="абвже 12—.-\n", max_size=40))
def test_binding_changes_only_spaces_and_settles_at_once(text):
    bound = typography.bind_words(text)
    spaces = str.maketrans(dict.fromkeys(" \n\xa0\u202f"))
    assert bound.translate(spaces) == text.translate(spaces)
    assert typography.bind_words(bound) == bound


@pytest.mark.parametrize(
    "forms",
    [
        ("свёртка", "свертка", "свёртки", "свертками", "СВЁРТКЕ"),
        ("отступ", "отступа", "отступами"),
        ("ядро", "ядра", "ядром"),
        ("нулём", "нулем"),
    ],
)
def test_forms_of_a_word_share_a_stem_with_either_e(forms):
    language = search.RussianSearch({})
    assert len({language.stem(form) for form in forms}) == 1


def test_the_catalogue_translates_every_string_into_russian():
    messages = interface.read_catalog()
    assert len(messages) > 40
    assert [m.id for m in messages if not any("а" <= c.lower() <= "ё" for c in m.string)] == []


MYST = """(label)=
## Заголовок

:::{admonition} Цели
:class: goals

- увидеть {term}`каналы <канал>`
:::

Формула {eq}`eq-a`, статья {footcite:p}`paper2020`.

$$
a = b
$$ (eq-a)

```{exercise-start} На бумаге
:label: ex-a
```
Сложите.
```{exercise-end}
```

:::{widget} convolution-1d
:signal: 1 2
Схема.
:::
"""


def test_a_downloaded_notebook_reads_as_plain_markdown():
    plain = notebooks.readable_markdown(MYST)
    assert "{" not in plain and ":::" not in plain and ":label:" not in plain
    for text in ("## Заголовок", "**Цели**", "увидеть каналы", "$$\na = b\n$$", "Сложите."):
        assert text in plain
    assert "**Упражнение. На бумаге**" in plain
    assert "Схема" not in plain


def test_merging_printed_pieces_leaves_the_notebook_as_it_was_executed():
    pieces = [new_output("stream", text=text) for text in ("раз\n", "два\n\n")]
    (merged,) = notebooks.merging_copies(coalesce_streams)(pieces)
    assert merged.text == "раз\nдва\n"
    assert [piece.text for piece in pieces] == ["раз\n", "два\n\n"]


def embedded(pixels):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    data = base64.b64encode(buffer.getvalue()).decode()
    style = "image-rendering:crisp-edges;image-rendering:pixelated"
    return f'<image xlink:href="data:image/png;base64,\n{data}" id="a" style="{style}"/>'


def test_a_photo_inside_svg_becomes_lighter_and_smooth():
    rows, columns = np.mgrid[0:300, 0:300]
    noise = np.random.default_rng(0).normal(scale=6, size=(300, 300))
    grey = (128 + 60 * np.sin(rows / 20) * np.cos(columns / 30) + noise).astype(np.uint8)
    before = embedded(np.dstack([grey] * 3))
    after = photos.repack(before)
    assert "image/webp" in after and "pixelated" not in after
    assert len(after) < len(before) / 3
    assert photos.repack(after) == after


def test_small_pictures_keep_their_exact_pixels():
    small = embedded(np.eye(8, dtype=np.uint8) * 255)
    assert photos.repack(small) == small


def test_a_chapter_depends_on_the_packages_it_names():
    code = "from lessons import plotting\nfrom lessons.reference import pad\nimport lessons.nowhere"
    assert freshness.used_packages(code) == {"plotting", "reference"}
    assert "reference" in freshness.package_digest("plotting")[1]
    assert freshness.chapter_digest(code) != freshness.chapter_digest("import numpy")


@pytest.mark.parametrize(
    ("written", "computed", "expected"),
    [
        ("Карта поверх снимка.", "от 0 до 1", "Карта поверх снимка. от 0 до 1"),
        (None, "Схема сети.", "Схема сети"),
        ("Кошка", "", "Кошка"),
    ],
)
def test_description_from_the_data_follows_the_words_of_the_author(written, computed, expected):
    assert alts.joined(written, computed) == expected


def test_a_figure_that_knows_its_numbers_says_them_in_alt():
    data = SimpleNamespace(mime_type="image/svg+xml", output_metadata={})
    render = alts.with_descriptions(lambda self, data: [{"alt": "Карта."}])
    assert render(None, data) == [{"alt": "Карта."}]
    data.output_metadata = {"image/svg+xml": {"alt": "от 0 до 1"}}
    assert render(None, data) == [{"alt": "Карта. от 0 до 1"}]
