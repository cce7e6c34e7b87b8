"""Раскладка графа по рядам: блок стоит ниже всех, от кого берёт данные.

Дуга через несколько рядов проходит каждый из них своей узкой дорожкой. Порядок внутри ряда
выбирается так, чтобы соседи по дугам стояли близко (Sugiyama, Tagawa, Toda, 1981).
"""

from dataclasses import dataclass, field

GAP, LANE, SWEEPS = 12, 14, 60


@dataclass(eq=False)
class Place:
    """Место блока или дорожка дуги в ряду: середина ``x``, ширина, соседи сверху и снизу."""

    row: int
    width: float
    block: int | None = None
    x: float = 0.0
    above: list["Place"] = field(default_factory=list)
    below: list["Place"] = field(default_factory=list)


def arrange(widths: list[float], inputs: list[tuple[int, ...]]) -> tuple[list[list[Place]], list]:
    """Ряды мест и дуги; дуга — список мест от блока до блока.

    Parameters
    ----------
    widths : list of float
        Ширины блоков.
    inputs : list of tuple of int
        От кого берёт данные каждый блок; номера меньше его собственного.
    """
    levels: list[int] = []
    for sources in inputs:
        levels.append(max((levels[source] + 1 for source in sources), default=0))
    sized = zip(levels, widths, strict=True)
    rows: list[list[Place]] = [[] for _ in range(max(levels) + 1)]
    blocks = [Place(level, width, i) for i, (level, width) in enumerate(sized)]
    for place in blocks:
        rows[place.row].append(place)
    paths = [
        _path(blocks[source], target, rows) for target in blocks for source in inputs[target.block]
    ]
    _order(rows)
    _settle(rows)
    _tighten(rows, paths)
    left = min(place.x - place.width / 2 for row in rows for place in row)
    for row in rows:
        for place in row:
            place.x -= left
    return rows, paths


def _path(source: Place, target: Place, rows: list[list[Place]]) -> list[Place]:
    path = [source]
    for row in range(source.row + 1, target.row):
        path.append(Place(row, LANE))
        rows[row].append(path[-1])
    path.append(target)
    for upper, lower in zip(path, path[1:], strict=False):
        upper.below.append(lower)
        lower.above.append(upper)
    return path


def _order(rows: list[list[Place]]) -> None:
    """Переставить места в рядах по среднему номеру соседей; остаётся лучший порядок."""
    best = _crossings(rows), [list(row) for row in rows]
    for sweep in range(SWEEPS):
        side, order = ("above", rows) if sweep % 2 == 0 else ("below", rows[::-1])
        for row in order:
            for number, place in enumerate(row):
                place.x = number
        for row in order:
            row.sort(key=lambda place: _mean([n.x for n in getattr(place, side)], place.x))
            for number, place in enumerate(row):
                place.x = number
        found = _crossings(rows)
        if found < best[0]:
            best = found, [list(row) for row in rows]
    for row, ordered in zip(rows, best[1], strict=True):
        row[:] = ordered


def _crossings(rows: list[list[Place]]) -> int:
    total = 0
    for row, following in zip(rows, rows[1:], strict=False):
        number = {place: i for i, place in enumerate(following)}
        ends = [number[lower] for place in row for lower in sorted(place.below, key=number.get)]
        total += sum(a > b for i, a in enumerate(ends) for b in ends[i + 1 :])
    return total


def _settle(rows: list[list[Place]]) -> None:
    """Подвинуть места к соседям по дугам, не меняя порядка и не сближая их теснее зазора."""
    for row in rows:
        _spread(row, [0.0] * len(row))
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            _spread(row, [_mean([n.x for n in _close(place)], place.x) for place in row])


def _tighten(rows: list[list[Place]], paths: list[list[Place]]) -> None:
    """Прижать дорожки к блокам: каждая идёт прямо, на расстоянии самого широкого из блоков."""
    wanted = {place: place.x for row in rows for place in row}
    for path in paths:
        wanted.update(dict.fromkeys(path[1:-1], (path[0].x + path[-1].x) / 2))
    for _ in range(2):
        for row in rows:
            _spread(row, [wanted[place] for place in row])
        for path in paths:
            lanes = path[1:-1]
            farthest = max(lanes, key=lambda lane: abs(lane.x - wanted[lane]), default=None)
            wanted.update((lane, farthest.x) for lane in lanes)


def _close(place: Place) -> list[Place]:
    """К кому тянется место: блок — к блокам, дорожка — к дорожкам, чтобы те и другие шли прямо."""
    around = place.above + place.below
    return [near for near in around if (near.block is None) == (place.block is None)] or around


def _spread(row: list[Place], wanted: list[float]) -> None:
    """Ближайшие к желаемым места без наложений: соседи, которым тесно, сливаются в группу.

    Дорожки уступают блокам: вес их желаний мал.
    """
    offsets = [0.0]
    for left, right in zip(row, row[1:], strict=False):
        offsets.append(offsets[-1] + (left.width + right.width) / 2 + GAP)
    groups: list[list[float]] = []  # взвешенная сумма желаемых начал, вес, число мест
    for place, want, offset in zip(row, wanted, offsets, strict=True):
        weight = 1e-4 if place.block is None else 1.0
        groups.append([weight * (want - offset), weight, 1])
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            last = groups.pop()
            groups[-1] = [a + b for a, b in zip(groups[-1], last, strict=True)]
    starts = [total / weight for total, weight, count in groups for _ in range(int(count))]
    for place, start, offset in zip(row, starts, offsets, strict=True):
        place.x = start + offset


def _mean(values: list[float], default: float) -> float:
    return sum(values) / len(values) if values else default
