"""Схема сети, нарисованная по её коду: блоки, формы карт, ветви и обходы."""

from html import escape
from typing import TYPE_CHECKING

from lessons.plotting.layout import Place, arrange
from lessons.plotting.style import COLOURS

if TYPE_CHECKING:
    from lessons.networks.graph import Block

FILLS = {
    "input": COLOURS["blank"],
    "conv": COLOURS["signal"],
    "module": "#e4def2",
    "pool": COLOURS["padding"],
    "linear": COLOURS["output"],
    "join": COLOURS["kernel"],
    "light": COLOURS["blank"],
}
SHORT = {"нормализация": "норм.", "свёртка ": "", "макс-пулинг": "макс.", "ср. пулинг": "средн."}
FONT, SMALL, LINE, PAD, GAP, MARGIN = 13, 11, 16, 7, 22, 6
PHONE = 340  # шире этого на телефоне пришлось бы уменьшать
BESIDE = 9  # от стрелки до надписи рядом с ней
LETTER = 0.6  # средняя ширина буквы в долях кегля


class Diagram:
    """Рисунок SVG: в тетради показывается сам, когда стоит последней строкой ячейки.

    Описание дополняет ``alt`` из параметров ячейки.

    Attributes
    ----------
    svg : str
        Рисунок.
    alt : str
        Словесное описание, составленное по тем же данным.
    """

    def __init__(self, svg: str, alt: str) -> None:
        self.svg, self.alt = svg, alt

    def _repr_svg_(self) -> tuple[str, dict]:
        return self.svg, {"alt": self.alt}

    def __repr__(self) -> str:
        return self.alt


def block_diagram(model, input_shape, *, depth: int | None = 1) -> Diagram:
    """Схема сети или её части сверху вниз.

    В каждом блоке — что он делает и какой формы ответ ``каналы × высота × ширина``; «/ 2» — шаг 2.
    Голубые блоки — свёртки, оранжевые — пулинг, зелёные — полносвязные, жёлтые — слияние ветвей,
    сиреневые — блоки, внутрь которых схема не заходит. Если схема шире телефона, надписи короче
    и слово «свёртка» опущено.

    Parameters
    ----------
    model : nn.Module
        Сеть или её блок.
    input_shape : tuple of int
        Форма входа ``(C, H, W)``.
    depth : int, optional
        На сколько уровней вложенности заходить; ``None`` — до отдельных слоёв.

    Returns
    -------
    Diagram
        Поле ``alt`` — описание для подписи рисунка.

    Raises
    ------
    ValueError
        Сеть такого входа не принимает или ход её вычислений зависит от данных.
    """
    from lessons.networks.graph import block_graph  # torch долго импортируется, а нужен лишь здесь

    blocks = block_graph(model, input_shape, depth)
    wide = _Drawing(blocks, short=False)
    drawing = wide if wide.width <= PHONE else _Drawing(blocks, short=True)
    alt = describe(blocks)
    return Diagram(drawing.svg(alt), alt)


def describe(blocks: list["Block"]) -> str:
    """Схема словами: блоки по порядку, формы на входе и на выходе, слияния."""
    steps = [_times(block, block.lines[block.main]) for block in blocks[1:]]
    counted = []  # одинаковые соседи — один раз
    for step in steps:
        if counted and counted[-1][0] == step:
            counted[-1][1] += 1
        else:
            counted.append([step, 1])
    named = [f"{step} ({count} подряд)" if count > 1 else step for step, count in counted]
    joins = sum(len(block.inputs) > 1 for block in blocks)
    merged = f" Слияний ветвей: {joins}." if joins else ""
    return (
        f"Схема сверху вниз: вход {_shape(blocks[0])}; {'; '.join(named)}; "
        f"выход {_shape(blocks[-1])}.{merged}"
    )


def _shape(block: "Block") -> str:
    return "×".join(map(str, block.shape))


def _times(block: "Block", line: str) -> str:
    return f"{block.times} × {line}" if block.times > 1 else line


class _Drawing:
    """Блоки на своих местах и дуги между ними."""

    def __init__(self, blocks: list["Block"], *, short: bool) -> None:
        self.blocks = blocks
        # У цепочки без ветвей формы написаны у стрелок: так она вдвое ниже.
        self.chain = all(block.inputs == (i,) for i, block in enumerate(blocks[1:]))
        self.texts = [_texts(block, short, shape=not self.chain) for block in blocks]
        widths = [_text_width(texts) + 2 * PAD for texts in self.texts]
        self.rows, self.paths = arrange(widths, [block.inputs for block in blocks])
        right = max(p.x + p.width / 2 for row in self.rows for p in row)
        if self.chain:
            # Цифры и «×» шире средней буквы.
            beside = 1.15 * max(_text_width([(SMALL, _shape(block))]) for block in blocks)
            right = max(right, self.rows[0][0].x + BESIDE + beside)
        self.width = right + 2 * MARGIN
        self.tops, self.bottoms, y = [], [], MARGIN
        for row in self.rows:
            self.tops.append(y)
            y += max((self._height(p) for p in row if p.block is not None), default=0)
            self.bottoms.append(y)
            y += GAP
        self.height = y - (0 if self.chain else GAP) + MARGIN

    def svg(self, alt: str) -> str:
        """Весь рисунок; ``alt`` — его название для тех, кто слушает страницу."""
        places = [place for row in self.rows for place in row if place.block is not None]
        parts = [*map(self._edge, self.paths), *map(self._box, places)]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{self.width:.0f}" '
            f'height="{self.height:.0f}" viewBox="0 0 {self.width:.0f} {self.height:.0f}" '
            f'font-family="Inter, Segoe UI, Roboto, Arial, sans-serif" font-size="{FONT}" '
            f'fill="{COLOURS["ink"]}" text-anchor="middle"><title>{escape(alt)}</title>'
            + "".join(parts)
            + "</svg>"
        )

    def _height(self, place: Place) -> float:
        return len(self.texts[place.block]) * LINE + 2 * PAD - 2

    def _box(self, place: Place) -> str:
        x, y = place.x - place.width / 2 + MARGIN, self.tops[place.row]
        block, texts = self.blocks[place.block], self.texts[place.block]
        drawn = [
            f'<rect x="{x + shift:.1f}" y="{y + shift:.1f}" width="{place.width:.1f}" rx="6" '
            f'height="{self._height(place):.1f}" fill="{FILLS[block.kind]}" '
            f'stroke="{COLOURS["line"]}"/>'
            for shift in ((3, 0) if block.times > 1 else (0,))  # повторённый блок — стопкой
        ]
        if self.chain:
            below = self.bottoms[place.row] + 14
            drawn.append(
                f'<text x="{place.x + MARGIN + BESIDE:.1f}" y="{below:.1f}" font-size="{SMALL}" '
                f'text-anchor="start">{_shape(block)}</text>'
            )
        for number, (size, text) in enumerate(texts):
            down = y + PAD + LINE * (number + 0.75)
            drawn.append(
                f'<text x="{place.x + MARGIN:.1f}" y="{down:.1f}" font-size="{size}">'
                f"{escape(text)}</text>"
            )
        return "".join(drawn)

    def _edge(self, path: list[Place]) -> str:
        """Плавная дуга от низа первого места до верха последнего, со стрелкой."""
        source = path[0]
        x, y = source.x + MARGIN, self.tops[source.row] + self._height(source)
        steps = [f"M{x:.1f} {y:.1f}V{self.bottoms[source.row]:.1f}"]
        for place in path[1:]:
            top, middle = self.tops[place.row], self.tops[place.row] - GAP / 2
            right = place.x + MARGIN
            steps.append(f"C{x:.1f} {middle:.1f} {right:.1f} {middle:.1f} {right:.1f} {top:.1f}")
            if place.block is None:
                steps.append(f"V{self.bottoms[place.row]:.1f}")
            x = right
        tip = f"M{x - 4:.1f} {top - 6:.1f}L{x:.1f} {top:.1f}L{x + 4:.1f} {top - 6:.1f}"
        line = f'fill="none" stroke="{COLOURS["line"]}" stroke-width="1.5"'
        return f'<path d="{"".join(steps)}" {line}/><path d="{tip}" {line}/>'


def _texts(block: "Block", short: bool, shape: bool) -> list[tuple[int, str]]:
    """Строки блока с кеглем: что делает, что поэлементное при нём, какой формы ответ."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(block.lines):
        light = number != block.main
        if short:
            for word, brief in SHORT.items():
                line = line.replace(word, brief)
        if light and lines and lines[-1][0] == SMALL and not short:
            lines[-1] = (SMALL, f"{lines[-1][1]}, {line}")
        else:
            lines.append((SMALL if light else FONT, line))
    lines = [(size, _times(block, line) if size == FONT else line) for size, line in lines]
    return [*lines, (SMALL, _shape(block))] if shape else lines


def _text_width(texts: list[tuple[int, str]]) -> float:
    return max(size * LETTER * len(text) for size, text in texts)
