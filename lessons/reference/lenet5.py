"""LeNet-5 на numpy."""

from .layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential


def lenet(rng):
    """LeNet-5 в нынешнем виде для изображений (N, 1, 28, 28): 61 706 параметров.

    От сети 1998 года отличается тем, что вместо сигмоид в ней ReLU, вместо обучаемой
    субдискретизации — максимум, а третий слой видит все карты признаков.

    Parameters
    ----------
    rng : numpy.random.Generator
        Источник начальных весов.

    Returns
    -------
    Sequential
        Изображения (N, 1, 28, 28) → оценки классов (N, 10).

    References
    ----------
    LeCun, Bottou, Bengio, Haffner. Gradient-based learning applied to document
    recognition. 1998.
    """
    return Sequential(
        Conv2d(1, 6, 5, padding=2, rng=rng),  # 6 × 28 × 28
        ReLU(),
        MaxPool2d(2),  # 6 × 14 × 14
        Conv2d(6, 16, 5, rng=rng),  # 16 × 10 × 10
        ReLU(),
        MaxPool2d(2),  # 16 × 5 × 5
        Flatten(),
        Linear(400, 120, rng=rng),
        ReLU(),
        Linear(120, 84, rng=rng),
        ReLU(),
        Linear(84, 10, rng=rng),
    )
