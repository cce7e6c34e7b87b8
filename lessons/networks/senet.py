"""SENet: сеть сама взвешивает свои каналы (сжатие и возбуждение).

Hu, Shen, Albanie, Sun, Wu. Squeeze-and-Excitation Networks. 2017, arXiv:1709.01507.

Сжатие: ``z_c = 1/(H·W) · Σ u_{c,h,w}``. Возбуждение: ``s = σ(W₂ · ReLU(W₁ · z))``, где внутренний
слой в ``r = 16`` раз уже. Масштаб: ``ũ_{c,h,w} = s_c · u_{c,h,w}``.

Куда блок вставлен, решает устройство сети: в остаточных блоках — на добавку, до сложения с обходом;
в модулях с ветвями — на их склеенный выход; в плотных слоях DenseNet — на новые карты; во
FractalNet — на каждую свёртку; в простых цепочках — после активации каждой свёртки.
"""

import copy

from torch import Tensor, nn

from lessons.networks.blocks import Parallel, check_positive
from lessons.networks.densenet import DenseLayer
from lessons.networks.fractalnet import Fractal
from lessons.networks.inception import InceptionResidual
from lessons.networks.lenet import ScaledTanh
from lessons.networks.nin import MLPConv
from lessons.networks.resnet import BasicBlock, Bottleneck, ResNet
from lessons.networks.squeezenet import Fire

# Модуль → имя его слоя, выход которого взвешивается.
INSIDE = {BasicBlock: "bn2", Bottleneck: "bn3", InceptionResidual: "linear", Fractal: "conv"}
# Модули, чей выход взвешивается целиком.
WHOLE = (Parallel, Fire, DenseLayer, MLPConv)
ACTIVATIONS = (nn.ReLU, ScaledTanh)


class SqueezeExcitation(nn.Module):
    """Взвешивание каналов: ``(N, C, H, W) → (N, C, H, W)``.

    Parameters
    ----------
    channels : int
        Число каналов C.
    reduction : int
        Во сколько раз уже внутренний слой (не уже одного нейрона).
    """

    def __init__(self, channels: int, reduction: int = 16) -> None:
        super().__init__()
        check_positive(channels=channels, reduction=reduction)
        inner = max(1, channels // reduction)
        self.squeeze = nn.AdaptiveAvgPool2d(1)
        self.reduce = nn.Linear(channels, inner)
        self.relu = nn.ReLU(inplace=True)
        self.expand = nn.Linear(inner, channels)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        z = self.squeeze(x).flatten(1)  # (N, C)
        s = self.sigmoid(self.expand(self.relu(self.reduce(z))))
        return x * s[:, :, None, None]


def add_squeeze_excitation(model: nn.Module, reduction: int = 16) -> nn.Module:
    """Копия сети, в которую вставлены блоки SE; прежние веса сохранены, исходная сеть не тронута.

    Parameters
    ----------
    model : nn.Module
        Любая сеть курса или другая, составленная из тех же блоков либо из цепочек
        «свёртка — активация».
    reduction : int
        Во сколько раз внутренний слой блока уже числа каналов.

    Returns
    -------
    nn.Module
        Новая сеть с тем же входом и выходом.

    Raises
    ------
    ValueError
        Если вставить блок некуда или блоки SE в сети уже есть.
    """
    check_positive(reduction=reduction)
    if any(isinstance(module, SqueezeExcitation) for module in model.modules()):
        raise ValueError(f"model: в {type(model).__name__} блоки SE уже есть")
    model = copy.deepcopy(model)
    if not _into_blocks(model, reduction) and not _into_chains(model, reduction):
        raise ValueError(
            f"model: в {type(model).__name__} нет ни известных блоков, ни свёрток с активацией"
        )
    return model


def _into_blocks(module: nn.Module, reduction: int) -> int:
    """Вставить SE в известные блоки внутри ``module``; вернуть, сколько вставлено."""
    inserted = 0
    for name, child in list(module.named_children()):
        inside = _name_inside(module)
        if name == inside or isinstance(child, WHOLE):
            _append(module, name, _channels(child), reduction)
            inserted += 1
        elif inside is None or isinstance(child, Fractal):
            inserted += _into_blocks(child, reduction)
    return inserted


def _name_inside(module: nn.Module) -> str | None:
    names = (name for kind, name in INSIDE.items() if isinstance(module, kind))
    return next(names, None)


def _into_chains(model: nn.Module, reduction: int) -> int:
    """Вставить SE после каждой активации, которой в цепочке предшествует свёртка."""
    inserted = 0
    for chain in [module for module in model.modules() if isinstance(module, nn.Sequential)]:
        channels = None
        for name, child in list(chain.named_children()):
            if isinstance(child, ACTIVATIONS) and channels:
                _append(chain, name, channels, reduction)
                inserted, channels = inserted + 1, None
            elif hasattr(child, "out_channels"):
                channels = child.out_channels
    return inserted


def _append(parent: nn.Module, name: str, channels: int, reduction: int) -> None:
    """Заменить слой цепочкой из него самого и блока SE."""
    layer = getattr(parent, name)
    weight = next(parent.parameters())
    with weight.device:
        excitation = SqueezeExcitation(channels, reduction).to(weight.dtype)
    setattr(parent, name, nn.Sequential(layer, excitation.train(parent.training)))


def _channels(layer: nn.Module) -> int:
    return layer.num_features if isinstance(layer, nn.BatchNorm2d) else layer.out_channels


class CaffeBottleneck(Bottleneck):
    """Узкое место с шагом в первой свёртке 1×1, как в исходных сетях авторов ResNet и SENet."""

    def __init__(self, inputs: int, width: int, stride: int = 1) -> None:
        super().__init__(inputs, width, stride)
        self.conv1.stride, self.conv2.stride = self.conv2.stride, self.conv1.stride


def se_resnet50(classes: int = 1000, channels: int = 3) -> ResNet:
    """SE-ResNet-50 в раскладке статьи (шаг в первой свёртке 1×1).

    ``(N, channels, 224, 224) → (N, classes)``; 28 088 024 параметра. Неположительное число классов
    или каналов — ``ValueError``.
    """
    model = ResNet(CaffeBottleneck, (3, 4, 6, 3), classes, channels)
    _into_blocks(model, reduction=16)
    return model
