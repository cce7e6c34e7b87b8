"""Рисунки глав: общий вид и несколько чертежей, которые повторяются из главы в главу."""

from lessons.plotting.connections import connections
from lessons.plotting.convolution import (
    channel_sums,
    kernel_sheets,
    signed_pictures,
    sliding_windows,
)
from lessons.plotting.diagram import Diagram, block_diagram
from lessons.plotting.field import receptive_cone
from lessons.plotting.galleries import answers, gallery, map_gallery, patch_gallery
from lessons.plotting.graph import computation_graph
from lessons.plotting.heatmaps import mask_box, overlays, signed_colours
from lessons.plotting.images import photo_fragment, pictures
from lessons.plotting.measurements import ratio_dots
from lessons.plotting.network import bundles, learning_curves, loss_curve, spreads, step_errors
from lessons.plotting.panels import as_image
from lessons.plotting.planes import kind_plane, picture_plane
from lessons.plotting.pooling import curves, number_tables, pooling_windows
from lessons.plotting.regions import decision_regions
from lessons.plotting.shifts import shift_maps
from lessons.plotting.signals import padded_signals, sliding_kernel, stems
from lessons.plotting.style import COLOURS, SIGNED, use_style
from lessons.plotting.words import Described, named_answers, peaks

__all__ = [
    "COLOURS",
    "SIGNED",
    "Described",
    "Diagram",
    "answers",
    "as_image",
    "block_diagram",
    "bundles",
    "channel_sums",
    "computation_graph",
    "connections",
    "curves",
    "decision_regions",
    "gallery",
    "kernel_sheets",
    "kind_plane",
    "learning_curves",
    "loss_curve",
    "map_gallery",
    "mask_box",
    "named_answers",
    "number_tables",
    "overlays",
    "padded_signals",
    "patch_gallery",
    "peaks",
    "photo_fragment",
    "picture_plane",
    "pictures",
    "pooling_windows",
    "ratio_dots",
    "receptive_cone",
    "shift_maps",
    "signed_colours",
    "signed_pictures",
    "sliding_kernel",
    "sliding_windows",
    "spreads",
    "stems",
    "step_errors",
    "use_style",
]
