"""Фотографии, которые ставятся вместе с библиотеками и не требуют сети."""

import numpy as np

from lessons.datasets.storage import DataFileError

SKIMAGE_PHOTOS = (
    "astronaut",
    "brick",
    "camera",
    "cat",
    "cell",
    "checkerboard",
    "chelsea",
    "clock",
    "coffee",
    "coins",
    "colorwheel",
    "grass",
    "gravel",
    "horse",
    "hubble_deep_field",
    "immunohistochemistry",
    "moon",
    "page",
    "retina",
    "rocket",
    "shepp_logan_phantom",
    "text",
)
SKLEARN_PHOTOS = ("china", "flower")
PHOTOS = SKIMAGE_PHOTOS + SKLEARN_PHOTOS
DOWNLOADED = (
    "brain",
    "cells3d",
    "eagle",
    "human_mitosis",
    "kidney",
    "lily",
    "nickel_solidification",
    "palisades_of_vogt",
    "protein_transport",
    "skin",
    "vortex",
)


def photo(name):
    """Снимок по имени.

    Parameters
    ----------
    name : str
        Одно из имён `PHOTOS`: 22 снимка scikit-image (``"chelsea"``, ``"coffee"``, ``"camera"``…)
        и 2 снимка scikit-learn (``"china"``, ``"flower"``).

    Returns
    -------
    numpy.ndarray
        ``uint8``, яркость 0…255: цветной RGB ``(H, W, 3)`` или серый ``(H, W)``.

    Raises
    ------
    ValueError
        Имени нет в списке, или такой снимок scikit-image скачивает из сети.
    DataFileError
        В установленном пакете этого снимка не оказалось.
    """
    if name in DOWNLOADED:
        raise ValueError(
            f"name: снимок {name!r} scikit-image скачивает из сети, а курс обходится без неё; "
            f"ожидалось одно из имён: {', '.join(PHOTOS)}"
        )
    if name not in PHOTOS:
        raise ValueError(f"name: получено {name!r}, ожидалось одно из имён: {', '.join(PHOTOS)}")
    try:
        picture = _sklearn(name) if name in SKLEARN_PHOTOS else _skimage(name)
    except (OSError, AttributeError, ImportError) as error:
        package = "scikit-learn" if name in SKLEARN_PHOTOS else "scikit-image"
        raise DataFileError(
            f"Снимок {name!r} не читается ({error}). Переустановите пакет: "
            f"«pip install --force-reinstall {package}» той же версии, что в requirements.txt."
        ) from error
    return np.array(picture)


# Библиотеки импортируются долго, поэтому лишь тогда, когда понадобился их снимок.
def _sklearn(name):
    from sklearn.datasets import load_sample_image

    return load_sample_image(name + ".jpg")


def _skimage(name):
    from skimage import data, util

    return util.img_as_ubyte(getattr(data, name)())
