"""Рисунки глав: общий вид и несколько чертежей, которые повторяются из главы в главу."""

from lessons.plotting.connections import connections
from lessons.plotting.convolution import (
    channel_sums,
    kernel_sheets,
    signed_pictures,
    sliding_windows,
)
from lessons.plotting.diagram import Diagram, block_diagram
from lessons.plotting.images import photo_fragment, pictures
from lessons.plotting.measurements import ratio_dots
from lessons.plotting.network import loss_curve, step_errors
from lessons.plotting.pooling import curves, number_tables, pooling_windows
from lessons.plotting.shifts import shift_maps
from lessons.plotting.signals import padded_signals, sliding_kernel, stems
from lessons.plotting.style import COLOURS, SIGNED, use_style

__all__ = [
    "COLOURS",
    "SIGNED",
    "Diagram",
    "block_diagram",
    "channel_sums",
    "connections",
    "curves",
    "kernel_sheets",
    "loss_curve",
    "number_tables",
    "padded_signals",
    "photo_fragment",
    "pictures",
    "pooling_windows",
    "ratio_dots",
    "shift_maps",
    "signed_pictures",
    "sliding_kernel",
    "sliding_windows",
    "stems",
    "step_errors",
    "use_style",
]
