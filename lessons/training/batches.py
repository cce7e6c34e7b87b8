"""Подача изображений в сеть батчами."""

import torch
from torch.utils.data import BatchSampler, DataLoader, Dataset, RandomSampler, SequentialSampler

from lessons.checks import whole


class SplitDataset(Dataset):
    """Выборка, из которой батч достаётся сразу целиком, по списку номеров.

    Parameters
    ----------
    split : lessons.datasets.Split
        Изображения ``uint8``, серые ``(N, H, W)`` или цветные ``(N, H, W, 3)``, и метки ``(N,)``.
    augment : callable, optional
        Случайное искажение батча ``(B, C, H, W)``, например `flip`.
    """

    def __init__(self, split, augment=None):
        images = torch.from_numpy(split.images)
        colour = images.ndim == 4
        self.images = images.permute(0, 3, 1, 2).contiguous() if colour else images.unsqueeze(1)
        self.labels = torch.from_numpy(split.labels)
        self.augment = augment

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, indices):
        """Батч: яркости 0…1 ``(B, C, H, W)`` и метки ``(B,)``."""
        images = self.images[indices].float() / 255
        if self.augment is not None:
            images = self.augment(images)
        return images, self.labels[indices]


def batches(split, size=128, *, shuffle=False, augment=None, workers=0):
    """Загрузчик батчей из выборки курса.

    Батч собирается одним обращением к массиву, а не поэлементно. Если есть видеокарта, батчи
    ложатся в закреплённую память, откуда копируются на неё параллельно вычислениям.

    Parameters
    ----------
    split : lessons.datasets.Split
        Выборка.
    size : int
        Изображений в батче; последний бывает меньше.
    shuffle : bool
        Перемешивать ли изображения перед каждым проходом.
    augment : callable, optional
        Случайное искажение батча.
    workers : int
        Сколько отдельных процессов готовят батчи заранее; 0 — готовит сам процесс обучения.

    Returns
    -------
    torch.utils.data.DataLoader
        Даёт пары: изображения ``float32`` ``(B, C, H, W)`` в пределах 0…1 (серые — с C = 1), метки
        ``(B,)``.

    Raises
    ------
    ValueError
        Размер батча не положителен.
    """
    size = whole(size, "size")
    dataset = SplitDataset(split, augment)
    order = RandomSampler(dataset) if shuffle else SequentialSampler(dataset)
    return DataLoader(
        dataset,
        sampler=BatchSampler(order, size, drop_last=False),
        batch_size=None,
        num_workers=workers,
        pin_memory=torch.cuda.is_available(),
    )


def flip(images):
    """Отразить слева направо случайную половину батча.

    Parameters
    ----------
    images : torch.Tensor
        Батч ``(B, C, H, W)`` на любом устройстве.

    Returns
    -------
    torch.Tensor
        Батч той же формы на том же устройстве.
    """
    chosen = torch.rand(len(images), 1, 1, 1, device=images.device) < 0.5
    return torch.where(chosen, images.flip(-1), images)


def crop(images, margin=2):
    """Сдвинуть каждое изображение батча на случайные −margin…margin пикселей.

    Освободившиеся края заполняются нулями.

    Parameters
    ----------
    images : torch.Tensor
        Батч ``(B, C, H, W)`` на любом устройстве.
    margin : int
        Наибольший сдвиг по каждой оси.

    Returns
    -------
    torch.Tensor
        Батч той же формы на том же устройстве.

    Raises
    ------
    ValueError
        Сдвиг отрицателен.
    """
    count, channels, height, width = images.shape
    margin, device = whole(margin, "margin", least=0), images.device
    padded = torch.nn.functional.pad(images, (margin,) * 4)
    top, left = torch.randint(0, 2 * margin + 1, (2, count, 1), device=device)
    rows = (top + torch.arange(height, device=device))[:, None, :, None]
    columns = (left + torch.arange(width, device=device))[:, None, None, :]
    picture = torch.arange(count, device=device)[:, None, None, None]
    channel = torch.arange(channels, device=device)[None, :, None, None]
    return padded[picture, channel, rows, columns]
