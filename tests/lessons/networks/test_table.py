"""Таблица слоёв и рецептивные поля."""

import re

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from lessons import networks as N


def field(model: nn.Module, shape: tuple[int, int, int], name: str) -> tuple[int, int]:
    data = N.layer_table(model, shape)
    return tuple(data.loc[data["name"] == name, "receptive_field"].iloc[-1])


@pytest.mark.parametrize(
    ("make", "layer", "size"),
    [
        (N.alexnet, "features.12", 195),
        (N.vgg16, "features.30", 212),
        (N.resnet18, "layer4.1.bn2", 435),
        (N.resnet50, "layer4.2.bn3", 427),
    ],
)
def test_receptive_field_is_the_known_one(make, layer, size):
    with torch.device("meta"):
        model = make()
    assert field(model, (3, 224, 224), layer) == (size, size)


def test_last_layers_of_lenet_see_the_whole_image():
    data = N.layer_table(N.lenet5(), (1, 32, 32)).set_index("name")["receptive_field"]
    assert [data[f"features.{name}"][0] for name in ("c1", "s2", "c3", "s4")] == [5, 6, 14, 16]
    assert data["classifier.c5"] == data["classifier.output"] == (32, 32)


class Branched(nn.Module):
    """Две случайные ветви, обход с шагом и слияние."""

    def __init__(self, kernels, stride, dilation):
        super().__init__()
        (a, b), (c, d) = kernels
        self.first = nn.Conv2d(1, 1, (a, b), stride, padding=(a // 2, b // 2))
        self.second = nn.Conv2d(
            1, 1, (c, d), stride, padding=(c // 2 * dilation, d // 2 * dilation), dilation=dilation
        )
        self.pool = nn.AvgPool2d(2, stride=1)

    def forward(self, x):
        step = self.first.stride[0]
        return self.pool(self.first(x) + self.second(x) + x[:, :, ::step, ::step])


odd = st.sampled_from([1, 3, 5])


@settings(deadline=None, max_examples=40)
@given(st.tuples(st.tuples(odd, odd), st.tuples(odd, odd)), st.integers(1, 3), st.integers(1, 2))
def test_receptive_field_is_the_support_of_the_gradient(kernels, stride, dilation):
    model = Branched(kernels, stride, dilation)
    for parameter in model.parameters():
        nn.init.ones_(parameter)
    x = torch.zeros(1, 1, 41, 41, requires_grad=True)
    y = model(x)
    y[0, 0, y.shape[2] // 2, y.shape[3] // 2].backward()
    rows, columns = x.grad[0, 0].nonzero(as_tuple=True)
    support = (int(rows.max() - rows.min()) + 1, int(columns.max() - columns.min()) + 1)
    assert field(model, (1, 41, 41), "pool") == support


def test_squeeze_excitation_opens_the_whole_image():
    model = N.add_squeeze_excitation(N.resnet_cifar(8))
    assert min(field(model, (3, 32, 32), "layer1.0.relu2")) >= 32


def test_rows_add_up_to_the_totals(small):
    with torch.device("meta"):
        model = small.make()
    data = N.layer_table(model, small.shape)
    assert data["parameters"].sum() == N.count_parameters(model)
    assert data["macs"].sum() == N.count_macs(model, small.shape)


def test_output_shapes_are_those_of_a_real_pass():
    model = N.squeezenet1_1(classes=5).eval()
    shapes = {}
    for name, module in model.named_modules():
        module.register_forward_hook(
            lambda _, inputs, output, name=name: shapes.update({name: tuple(output.shape[1:])})
        )
    model(torch.zeros(1, 3, 64, 64))
    data = N.layer_table(model, (3, 64, 64))
    assert len(data) > 50
    assert all(shapes[row["name"]] == row["output_shape"] for _, row in data.iterrows())


def test_layer_called_twice_has_two_rows_and_one_set_of_parameters():
    layer = nn.Conv2d(2, 2, 3, padding=1)
    data = N.layer_table(nn.Sequential(layer, nn.ReLU(), layer), (2, 8, 8))
    assert data["parameters"].tolist() == [38, 0, 0]
    assert data["receptive_field"].tolist() == [(3, 3), (3, 3), (5, 5)]


def test_notebook_shows_russian_headers_and_totals():
    html = N.layer_table(N.lenet5(), (1, 32, 32))._repr_html_()
    for text in (
        "слой",
        "умножения со сложением",
        "рецептивное поле",
        "61\u00a0706",
        "6\u00a0×\u00a028\u00a0×\u00a028",
    ):
        assert text in html


def rows_shown(html):
    """Строки краткой таблицы: слой, вид, выход, параметры, умножения, поле."""
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", html.partition("<details>")[0])
    cells = [cell.replace("\u00a0", " ") for cell in cells]
    return [cells[i : i + 6] for i in range(0, len(cells), 6)]


def test_long_table_shows_blocks_and_hides_layers():
    with torch.device("meta"):
        table = N.layer_table(N.googlenet_2014(), (3, 224, 224))
    html = table._repr_html_()
    shown = rows_shown(html)
    assert len(shown) == 20 < len(table)
    # выход модуля — склейка ветвей, а не последний его слой
    assert shown[6][:4] == ["inception3a", "Conv2d × 6", "256 × 28 × 28", "163 696"]
    for column, name in ((3, "parameters"), (4, "macs")):
        assert sum(int(row[column].replace(" ", "")) for row in shown) == table[name].sum()
    folded = html.partition("<details>")[2]
    assert f"Все слои по одному: {len(table)}" in folded
    assert all(name in folded for name in table["name"])


def test_layers_that_do_not_count_join_the_layer_before_them():
    shown = rows_shown(N.layer_table(N.vgg16(), (3, 224, 224))._repr_html_())
    assert len(shown) == 13 + 5 + 1 + 3
    assert shown[0][:2] == ["features.0", "Conv2d, ReLU"]


def test_pre_activation_does_not_join_a_layer_of_another_block():
    model = nn.Sequential(
        nn.Conv2d(2, 4, 3), nn.Sequential(nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 4, 1))
    )
    shown = rows_shown(N.layer_table(model, (2, 8, 8))._repr_html_())
    assert [row[1] for row in shown] == ["Conv2d", "BatchNorm2d, ReLU", "Conv2d"]


def test_local_normalizations_of_googlenet_are_called_once_each():
    with torch.device("meta"):
        names = N.layer_table(N.googlenet_2014(), (3, 224, 224))["name"]
    assert names[names.str.startswith("norm")].tolist() == ["norm1", "norm2"]
