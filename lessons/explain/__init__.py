"""Что происходит внутри обученной сети: по файлу на каждый способ посмотреть.

Снимки — ``(N, C, H, W)``, класс — номер, один на всех или по одному на снимок, слой — имя модуля.
Сеть остаётся такой, какой была: режимы, веса и градиенты прежние, перехватчики сняты.
"""

from lessons.explain.activation_statistics import Statistics, activation_statistics
from lessons.explain.activations import activations
from lessons.explain.fgsm import fgsm
from lessons.explain.filters import filter_pictures, filters
from lessons.explain.guided_backprop import guided_backprop
from lessons.explain.maximize_activation import maximize_activation
from lessons.explain.nearest_neighbours import nearest_neighbours
from lessons.explain.occlusion import occlusion
from lessons.explain.pgd import pgd
from lessons.explain.saliency import saliency
from lessons.explain.smooth_grad import smooth_grad
from lessons.explain.top_patches import Patch, top_patches
from lessons.explain.tsne import tsne

__all__ = [
    "Patch",
    "Statistics",
    "activation_statistics",
    "activations",
    "fgsm",
    "filter_pictures",
    "filters",
    "guided_backprop",
    "maximize_activation",
    "nearest_neighbours",
    "occlusion",
    "pgd",
    "saliency",
    "smooth_grad",
    "top_patches",
    "tsne",
]
