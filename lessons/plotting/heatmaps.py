"""Карты поверх снимка: куда смотрит сеть и что станет, если это закрыть."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import Normalize

from lessons.plotting.cells import number
from lessons.plotting.panels import as_image, panel_grid
from lessons.plotting.style import SIGNED

UNSIGNED = "viridis"


def overlays(
    photo, maps, *, signed=False, shared=True, limits=None, box=None, width=7.0, columns=None
):
    """Карты красками поверх бледного снимка.

    Parameters
    ----------
    photo : array_like, shape (C, H, W) or (H, W) or (H, W, 3)
        Снимок; тензор или массив.
    maps : dict of str to array_like
        Подпись → карта ``(P, Q)``; каждая её клетка — прямоугольник внутри ``box``.
    signed : bool
        Числа со знаком: синее — меньше нуля, красное — больше, а где около нуля, виден снимок.
    shared : bool
        Общая ли шкала. Если нет, у каждой карты своя и полосы со значениями под рисунком нет:
        так сравнивают, где карта велика, а не насколько.
    limits : (float, float), optional
        Значения концов общей шкалы; без них — по данным, со знаком — поровну в обе стороны.
    box : (float, float, float, float) or dict, optional
        ``(top, bottom, left, right)`` — часть снимка под картой, в пикселях; без неё — весь.
        Карте заслонения подходит `mask_box`; у каждой карты может быть своя — по подписи.
    width : float
        Ширина рисунка в дюймах.
    columns : int, optional
        Сколько карт в ряду; без него — все.

    Returns
    -------
    matplotlib.figure.Figure
    """
    photo = as_image(photo)
    grey = photo if photo.ndim == 2 else photo @ [0.299, 0.587, 0.114]
    maps = {name: np.asarray(values, dtype=float) for name, values in maps.items()}
    shades = plt.get_cmap(SIGNED if signed else UNSIGNED)
    common = Normalize(*(limits or _limits(maps.values(), signed)))
    ratio = grey.shape[0] / grey.shape[1]
    figure, panels = panel_grid(maps, ratio, width, columns, extra=0.5 if shared else 0)
    for axes, (name, values) in zip(panels.flat, maps.items(), strict=False):
        norm = common if shared else Normalize(*_limits([values], signed))
        place = box[name] if isinstance(box, dict) else box
        strength = _strength(values, norm) if signed else np.full(values.shape, 0.6)
        painted = _painted(0.4 + 0.6 * grey, shades(norm(values))[..., :3], strength, place)
        axes.imshow(painted, interpolation="none")
        axes.set_title(name)
    if shared:
        scale = plt.cm.ScalarMappable(common, shades)
        bar = figure.colorbar(
            scale, ax=panels, orientation="horizontal", shrink=0.5, aspect=30, pad=0.02
        )
        bar.outline.set_visible(False)
        bar.ax.xaxis.set_major_formatter(lambda value, _: number(round(value, 6)))
    return figure


def signed_colours(values, share=0.995):
    """Цветные числа со знаком как картинка: нуль — серый 0,5.

    Parameters
    ----------
    values : array_like, shape (C, H, W) or (N, C, H, W)
        Например, градиент по цветному снимку.
    share : float
        Какая доля чисел не обрезана: редкие выбросы не должны погасить остальное.

    Returns
    -------
    ndarray
        Той же формы, 0…1; у каждого снимка свой размах.
    """
    values = np.asarray(values, dtype=float)
    axes = tuple(range(values.ndim - 3, values.ndim))
    largest = np.quantile(np.abs(values), share, axis=axes, keepdims=True)
    return (0.5 + values / (2 * np.maximum(largest, 1e-12))).clip(0, 1)


def mask_box(size, stride, shape):
    """Где на снимке лежит карта заслонения: клетка карты — вокруг середины своей маски.

    Parameters
    ----------
    size, stride : int or (int, int)
        Сторона маски и её шаг, те же, что у `lessons.explain.occlusion`.
    shape : (int, int)
        Форма карты ``(P, Q)``.

    Returns
    -------
    (float, float, float, float)
        ``(top, bottom, left, right)`` для `overlays`.
    """
    edges = []
    for side, step, count in zip(_pair(size), _pair(stride), shape, strict=True):
        start = (side - step) / 2
        edges += [start, start + step * count]
    return tuple(edges)


def _painted(grey, colours, strength, box):
    """Снимок, на который положены краски ``(P, Q, 3)``; вне ``box`` он остаётся серым."""
    height, width = grey.shape
    top, bottom, left, right = box or (0, height, 0, width)
    rows = np.floor((np.arange(height) + 0.5 - top) / (bottom - top) * len(colours)).astype(int)
    columns = (np.arange(width) + 0.5 - left) / (right - left) * colours.shape[1]
    columns = np.floor(columns).astype(int)
    covered = np.ix_(
        (rows >= 0) & (rows < len(colours)), (columns >= 0) & (columns < colours.shape[1])
    )
    cells = np.ix_(rows[covered[0][:, 0]], columns[covered[1][0]])
    painted = np.repeat(grey[..., None], 3, axis=2)
    weight = strength[cells][..., None]
    painted[covered] = (1 - weight) * painted[covered] + weight * colours[cells]
    return painted


def _strength(values, norm):
    """Непрозрачность 0…0,9 растёт с модулем: у нуля виден сам снимок."""
    largest = max(abs(norm.vmin), abs(norm.vmax))
    return 0.9 * np.sqrt(np.abs(values) / largest).clip(0, 1)


def _limits(maps, signed):
    maps = list(maps)
    low, high = min(m.min() for m in maps), max(m.max() for m in maps)
    if not signed:
        return low, high
    # Несколько выбросов не должны погасить всё остальное.
    largest = max(np.quantile(np.abs(m), 0.995) for m in maps) or max(-low, high) or 1.0
    return -largest, largest


def _pair(value):
    return value if isinstance(value, (tuple, list)) else (value, value)
