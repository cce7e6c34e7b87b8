"""Графики: ``plt.gcf()`` в проверке отдаёт рисунок, который только что нарисовал студент."""

from __future__ import annotations

import sys
from typing import Any

from autograder.exam.peers import proxies


def open_figures() -> tuple[int, ...]:
    """Номера открытых рисунков этого процесса."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return tuple(pyplot.get_fignums()) if pyplot else ()


def act(action: str, argument: object) -> Any:
    """Исполнить в ядре студента действие с рисунками, о котором просит экзаменатор."""
    from matplotlib import pyplot

    if action == "close":
        pyplot.close(*([] if argument is None else [argument]))
        return open_figures()
    if action == "figure":
        return pyplot.figure(argument)
    return {"gcf": pyplot.gcf, "gca": pyplot.gca}[action]()


class StudentFigures:
    """Сторона экзаменатора: подменяет функции pyplot, пока последним рисовал студент."""

    def __init__(self, desk: proxies.Desk) -> None:
        self._desk = desk
        self._numbers: tuple[int, ...] = ()
        self._patched = False

    def update(self, numbers: object) -> None:
        """Запомнить, какие рисунки открыты у студента."""
        if type(numbers) is tuple and all(type(number) is int for number in numbers):
            self._numbers = numbers
            self._patch()

    def end_cell(self) -> None:
        """Закрыть всё, что нарисовано за проверку."""
        if self._numbers:
            self._desk.request("figures", "close", "all")
        self._numbers = ()
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close("all")

    def _patch(self) -> None:
        pyplot = sys.modules.get("matplotlib.pyplot")
        if self._patched or pyplot is None:
            return
        self._patched = True
        own = {name: getattr(pyplot, name) for name in ("gcf", "gca", "get_fignums")}
        own_figure, own_close = pyplot.figure, pyplot.close

        def foreign(name):
            def choose():
                return self._desk.request("figures", name, None) if self._numbers else own[name]()

            return choose

        def get_fignums():
            return sorted({*own["get_fignums"](), *self._numbers})

        def figure(num=None, *arguments, **named):
            if type(num) is int and num in self._numbers:
                return self._desk.request("figures", "figure", num)
            return own_figure(num, *arguments, **named)

        def close(fig=None):
            if self._numbers:
                self._numbers = tuple(self._desk.request("figures", "close", fig))
            if proxies.number_of(fig) is None:
                own_close(fig)

        pyplot.gcf, pyplot.gca = foreign("gcf"), foreign("gca")
        pyplot.get_fignums, pyplot.figure, pyplot.close = get_fignums, figure, close
        pyplot.fignum_exists = lambda num: num in get_fignums()
