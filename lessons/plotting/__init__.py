"""Рисунки глав: общий вид и несколько чертежей, которые повторяются из главы в главу."""

from lessons.plotting.images import photo_fragment, pictures
from lessons.plotting.signals import padded_signals, sliding_kernel, stems
from lessons.plotting.style import COLOURS, use_style

__all__ = [
    "COLOURS",
    "padded_signals",
    "photo_fragment",
    "pictures",
    "sliding_kernel",
    "stems",
    "use_style",
]
