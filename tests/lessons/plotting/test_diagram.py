"""Схема сети: блоки не налезают друг на друга, всё внутри рисунка, описание — из тех же данных."""

import xml.etree.ElementTree as ET

import pytest
import torch

from lessons import networks as N
from lessons import plotting
from lessons.networks.densenet import DenseBlock
from lessons.networks.squeezenet import Fire

NETWORKS = {
    "fire": (lambda: Fire(64, 16), (64, 55, 55), None),
    "inception": (lambda: N.googlenet().inception3a, (192, 28, 28), None),
    "inception-c": (lambda: N.inception_v4()[-2], (1536, 8, 8), None),
    "dense": (lambda: DenseBlock(64, 4, 32, True, 0.0), (64, 56, 56), 1),
    "se": (lambda: N.se_resnet50().layer1[0], (64, 56, 56), None),
    "fractal": (lambda: N.fractalnet(3), (3, 32, 32), 1),
    "vgg16": (N.vgg16, (3, 224, 224), 2),
    "resnet50": (N.resnet50, (3, 224, 224), 1),
}


@pytest.fixture(scope="module", params=NETWORKS)
def diagram(request):
    make, shape, depth = NETWORKS[request.param]
    with torch.device("meta"):
        model = make()
    return plotting.block_diagram(model, shape, depth=depth)


def boxes(svg):
    """Прямоугольники ``(x, y, width, height)`` и надписи ``(x, y, text, size)``."""
    root = ET.fromstring(svg)
    rects = [
        tuple(float(rect.get(key)) for key in ("x", "y", "width", "height"))
        for rect in root.findall(".//{*}rect")
    ]
    return root, rects


def test_blocks_do_not_overlap_and_stay_inside(diagram):
    root, rects = boxes(diagram.svg)
    width, height = float(root.get("width")), float(root.get("height"))
    assert len(rects) > 3
    for number, (x, y, w, h) in enumerate(rects):
        assert x >= 0 and x + w <= width + 1 and y >= 0 and y + h <= height
        for a, b, c, d in rects[number + 1 :]:
            if abs(a - x) == abs(b - y) == 3:
                continue  # тень повторённого блока
            assert x + w < a or a + c < x or y + h < b or b + d < y


def test_diagram_fits_a_phone(diagram):
    assert float(ET.fromstring(diagram.svg).get("width")) <= 360


def test_description_is_the_title_of_the_drawing(diagram):
    title = ET.fromstring(diagram.svg).find("{*}title").text
    assert title == diagram.alt == repr(diagram)
    assert title.startswith("Схема сверху вниз: вход ")


def test_description_names_the_blocks():
    alt = plotting.block_diagram(Fire(64, 16), (64, 55, 55), depth=None).alt
    assert alt == (
        "Схема сверху вниз: вход 64×55×55; свёртка 1×1 (2 подряд); свёртка 3×3; склейка; "
        "выход 128×55×55. Слияний ветвей: 1."
    )


def test_drawing_repeats_exactly():
    drawings = {plotting.block_diagram(N.lenet5(), (1, 32, 32), depth=2).svg for _ in range(2)}
    assert len(drawings) == 1
