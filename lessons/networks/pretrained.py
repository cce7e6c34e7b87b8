"""Сети с готовыми весами: SqueezeNet, обученная на ImageNet, и две сети курса.

Все принимают яркости 0…1 — ни вычитать средние, ни переставлять каналы перед вызовом не нужно,
поэтому картинку можно показать, исказить или построить, не думая о чужих единицах.
"""

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load
from torch import nn

from lessons.datasets.storage import read_verified
from lessons.networks.colour import colour_network
from lessons.networks.fashion import fashion_network
from lessons.networks.squeezenet import squeezenet1_1
from lessons.networks.torchvision_weights import from_torchvision

__all__ = ["colour_cnn", "fashion_cnn", "from_torchvision", "preprocess", "squeezenet_imagenet"]

SHORT_SIDE, SIDE = 256, 227
# Средние яркости ImageNet в порядке синий, зелёный, красный: в нём обучалась исходная сеть.
MEAN_BGR = (103.939, 116.779, 123.68)


def preprocess(image):
    """Подготовить снимки для `squeezenet_imagenet`.

    Меньшая сторона каждого приводится к 256 пикселям бикубической интерполяцией, из середины
    вырезается квадрат 227×227.

    Parameters
    ----------
    image : numpy.ndarray or sequence of numpy.ndarray
        Снимок или несколько снимков любых размеров: ``uint8``, цветной RGB ``(H, W, 3)`` или серый
        ``(H, W)``.

    Returns
    -------
    torch.Tensor
        ``float32`` ``(N, 3, 227, 227)``, каналы RGB, яркости 0…1; для одного снимка ``N = 1``.

    Raises
    ------
    ValueError
        Другой тип или форма массива; ни одного снимка.
    """
    photos = [image] if isinstance(image, np.ndarray) and image.ndim < 4 else list(image)
    if not photos:
        raise ValueError("image: пустой список, ожидался хотя бы один снимок")
    return torch.stack([_square(photo) for photo in photos])


def _square(photo):
    """Один снимок ``(H, W, 3)`` или ``(H, W)`` → ``(3, 227, 227)``."""
    photo = np.asarray(photo)
    shape_fits = photo.ndim == 2 or (photo.ndim == 3 and photo.shape[2] == 3)
    if photo.dtype != np.uint8 or not shape_fits:
        raise ValueError(
            f"image: получен массив {photo.dtype} формы {photo.shape}, "
            "ожидалось uint8 формы (H, W, 3) или (H, W)"
        )
    picture = Image.fromarray(photo).convert("RGB")
    scale = SHORT_SIDE / min(picture.size)
    width, height = (round(side * scale) for side in picture.size)
    picture = picture.resize((width, height), Image.Resampling.BICUBIC)
    left, top = (width - SIDE) // 2, (height - SIDE) // 2
    picture = picture.crop((left, top, left + SIDE, top + SIDE))
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1).float() / 255


def squeezenet_imagenet():
    """SqueezeNet 1.1, обученная на ImageNet; 1 235 496 параметров.

    Веса опубликованы для входа 227×227 в порядке каналов BGR с яркостями 0…255 за вычетом средних.
    Первая свёртка линейна и не имеет отступа, поэтому перестановка, масштаб и вычитание внесены в
    её ядра и смещения точно: ядро для красного канала при входе 0…1 — это прежнее, умноженное
    на 255, а смещение уменьшено на сумму произведений средних на ядра.

    Отличий от `squeezenet1_1` два, оба взяты из сети, для которой веса опубликованы: размер карты
    после пулинга округляется вниз, и после последней свёртки нет ReLU — оценки классов бывают
    отрицательными.

    Returns
    -------
    SqueezeNet
        В режиме ответа: RGB 0…1 ``(N, 3, 227, 227)`` → оценки классов до softmax ``(N, 1000)``;
        названия классов — `lessons.datasets.imagenet_labels`, подготовка снимка — `preprocess`.

    Raises
    ------
    DataFileError
        Файл весов отсутствует или испорчен.

    References
    ----------
    F. Iandola и др. SqueezeNet: AlexNet-level accuracy with 50x fewer parameters. 2016.

    Examples
    --------
    >>> scores = squeezenet_imagenet()(preprocess(photo("coffee")))
    """
    weights = load(read_verified("weights/squeezenet1_1.safetensors"))
    weights = {name: tensor.float() for name, tensor in weights.items()}
    kernels = weights["features.0.weight"]
    means = torch.tensor(MEAN_BGR).view(1, 3, 1, 1)
    weights["features.0.bias"] = weights["features.0.bias"] - (kernels * means).sum((1, 2, 3))
    weights["features.0.weight"] = 255 * kernels.flip(1)
    model = from_torchvision(squeezenet1_1(), weights)
    for module in model.features:
        if isinstance(module, nn.MaxPool2d):
            module.ceil_mode = False
    model.classifier[2] = nn.Identity()
    return model.eval()


def fashion_cnn():
    """Сеть курса, обученная на полной выборке Fashion-MNIST.

    Её обучил ``tools/train_fashion.py``; летопись обучения и точность на 10 000 проверочных
    изображений записаны рядом с весами, в ``lessons/datasets/weights/fashion_cnn.json``.

    Returns
    -------
    torch.nn.Sequential
        В режиме ответа: яркости 0…1 ``(N, 1, 28, 28)`` → оценки классов до softmax ``(N, 10)``.

    Raises
    ------
    DataFileError
        Файл весов отсутствует или испорчен.
    """
    model = fashion_network()
    model.load_state_dict(load(read_verified("weights/fashion_cnn.safetensors")))
    return model.eval()


def colour_cnn():
    """Сеть курса, обученная узнавать, с какой фотографии взято цветное окно.

    Её ядра 11×11 достаточно велики, чтобы рассматривать их как картинки: это
    ``colour_cnn()[0].weight`` формы ``(32, 3, 11, 11)``. Обучил её ``tools/train_colour.py`` на
    `lessons.datasets.photo_crops`; летопись — рядом с весами, в
    ``lessons/datasets/weights/colour_cnn.json``.

    Returns
    -------
    torch.nn.Sequential
        В режиме ответа: RGB 0…1 ``(N, 3, 32, 32)`` → оценки девяти фотографий до softmax
        ``(N, 9)``.

    Raises
    ------
    DataFileError
        Файл весов отсутствует или испорчен.
    """
    model = colour_network()
    model.load_state_dict(load(read_verified("weights/colour_cnn.safetensors")))
    return model.eval()
