"""Перенос весов, опубликованных вместе с torchvision, в сети курса.

Имена слоёв у AlexNet, VGG, GoogLeNet, ResNet, ResNeXt, DenseNet и SqueezeNet здесь те же, что в
torchvision, поэтому словарь весов подходит почти без перемен. Перемен две: файлы DenseNet
записаны со старыми именами (``norm.1`` вместо ``norm1``), а файл GoogLeNet содержит
вспомогательные выходы, которых в сети может не быть.
"""

import re
from collections.abc import Mapping

from torch import Tensor, nn

OLD_DENSENET_KEY = re.compile(r"^(.*denselayer\d+\.(?:norm|conv))\.([12]\..+)$")
AUXILIARY_KEY = re.compile(r"^aux[12]\.")


def from_torchvision(model: nn.Module, state_dict: Mapping[str, Tensor]) -> nn.Module:
    """Загрузить в сеть курса словарь весов той же сети из torchvision.

    Parameters
    ----------
    model : nn.Module
        Сеть курса; её веса перезаписываются.
    state_dict : Mapping[str, Tensor]
        Словарь ``имя → тензор``; сам он не меняется.

    Returns
    -------
    nn.Module
        Та же ``model``, чтобы вызов можно было продолжить.

    Raises
    ------
    ValueError
        Если имена или формы тензоров не совпали с сетью.

    Notes
    -----
    Опубликованные веса GoogLeNet обучены на входе, приведённом к отрезку [−1, 1]: сеть для них
    создают вызовом ``googlenet(transform_input=True)``.
    """
    own = model.state_dict()
    renamed = {OLD_DENSENET_KEY.sub(r"\1\2", key): value for key, value in state_dict.items()}
    matched = {
        key: value for key, value in renamed.items() if key in own or not AUXILIARY_KEY.match(key)
    }
    _check_shapes(own, matched)
    model.load_state_dict(matched)
    return model


def _check_shapes(own: Mapping[str, Tensor], given: Mapping[str, Tensor]) -> None:
    """Сравнить имена и формы двух словарей; счётчики батчей в старых файлах не записаны."""
    missing = [key for key in own.keys() - given.keys() if not key.endswith("num_batches_tracked")]
    extra = given.keys() - own.keys()
    if missing or extra:
        raise ValueError(
            f"state_dict: не хватает {_examples(missing)}; лишние {_examples(extra)}; "
            "ожидался словарь весов той же сети"
        )
    for key, value in given.items():
        if value.shape != own[key].shape:
            raise ValueError(
                f"state_dict: у {key} форма {tuple(value.shape)}, ожидалась {tuple(own[key].shape)}"
            )


def _examples(keys) -> str:
    shown = sorted(keys)[:3]
    return f"{len(keys)} ({', '.join(shown)})" if shown else "0"
