"""Общий вид рисунков: шрифт, цвета, формат SVG."""

import os

import matplotlib as mpl

COLOURS = {
    "signal": "#dce9f5",
    "padding": "#f6ddc4",
    "kernel": "#fff3c4",
    "window": "#c05a00",
    "output": "#dcefd9",
    "blank": "#ffffff",
    "ink": "#22303c",
    "line": "#5f7283",
    "blue": "#1f5f99",
    "orange": "#c05a00",
    "green": "#2e7d46",
}

# Числа со знаком: синее — меньше нуля, красное — больше, белое — нуль; та же шкала у виджетов.
SIGNED = "RdBu_r"

SETTINGS = {
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "savefig.bbox": "tight",
    "font.size": 11,
    "text.color": COLOURS["ink"],
    "axes.labelcolor": COLOURS["ink"],
    "axes.edgecolor": COLOURS["line"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "xtick.color": COLOURS["ink"],
    "ytick.color": COLOURS["ink"],
    "grid.color": "#d5dde4",
    "axes.prop_cycle": mpl.cycler(color=[COLOURS[c] for c in ("blue", "orange", "green", "line")]),
    "image.cmap": "gray",
    # Одинаковые данные — одинаковый файл: иначе проверка тетрадей видит отличия в случайных
    # именах внутри SVG.
    "svg.hashsalt": "lessons",
}


def use_style():
    """Включает вид рисунков курса; вызывается в начале главы.

    Рисунки выводятся в SVG с прозрачным фоном. Повторный вызов ничего не меняет.
    """
    mpl.rcParams.update(SETTINGS)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # дата внутри SVG — тоже лишнее отличие
    try:
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:
        return  # вне Jupyter формат выбирает тот, кто сохраняет
    set_matplotlib_formats("svg")
