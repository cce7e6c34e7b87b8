"""Объекты библиотек, которые проверка отдала решению: что в них открыто.

Открыто то, чем рисуют, считают и учат. Остальное — обратные вызовы, запись файлов, выбор движка
рисования — исполнял бы экзаменатор, поэтому открыто лишь то, к чему обращался и образец.
"""

from __future__ import annotations

from autograder.exam.peers.class_info import FORWARDED

_DRAWING = """
add_artist add_axes add_collection add_gridspec add_line add_patch add_subplot annotate arrow
autoscale autoscale_view axes axhline axhspan axis axline axvline axvspan bar bar_label barbs barh
boxplot cla clear clabel clf colorbar collections containers contour contourf dpi errorbar
eventplot figure fill fill_between fill_betweenx grid hexbin hist hist2d hlines images imshow
inset_axes invert_xaxis invert_yaxis legend legend_ lines loglog margins matshow minorticks_off
minorticks_on name number patches pcolor pcolormesh pie plot plot_date quiver relim scatter
secondary_xaxis secondary_yaxis semilogx semilogy spines spy stackplot stairs stem step subplots
subplots_adjust suptitle supxlabel supylabel table text texts tick_params ticklabel_format
tight_layout title transAxes transData transFigure tricontour tripcolor triplot twinx twiny
violinplot vlines xaxis yaxis zaxis plot_surface plot_wireframe scatter3D plot3D view_init
"""
_LEARNING = """
add_module append bias buffers children clear cpu dim double eval extend float forward
get_submodule groups half in_channels in_features items keys kernel_size load_state_dict modules
named_buffers named_children named_modules named_parameters num_features out_channels out_features
p padding parameters pop requires_grad_ state_dict stride to train training values weight
zero_grad dilation param_groups step get_last_lr state defaults dataset batch_size data targets
tensors classes shape dtype device detach numpy item size numel log_prob sample mean variance
stddev sampler
"""
_COUNTING = """
beta binomial bytes chisquare choice choices dirichlet exponential f gamma gauss geometric
getrandbits gumbel hypergeometric integers laplace lognormvariate logistic lognormal logseries
multinomial multivariate_hypergeometric multivariate_normal negative_binomial noncentral_chisquare
noncentral_f normal normalvariate pareto permutation permuted poisson power rand randbytes randint
randn random random_integers random_sample randrange ranf rayleigh sample seed shuffle
standard_cauchy standard_exponential standard_gamma standard_normal standard_t tomaxint triangular
uniform vonmises wald weibull zipf initial_seed manual_seed
"""
_FILES = (
    "close closed flush getvalue name newlines read readable readline readlines seek tell truncate "
)
_FILES += "writable write writelines mode encoding"
_ROOMS = {
    "matplotlib": frozenset(_DRAWING.split()),
    "mpl_toolkits": frozenset(_DRAWING.split()),
    "torch": frozenset(_LEARNING.split()) | frozenset(_COUNTING.split()),
    "numpy": frozenset(_COUNTING.split()),
    "random": frozenset(_COUNTING.split()),
    "_io": frozenset(_FILES.split()),
}


def _room(cls: type) -> str:
    return cls.__module__.partition(".")[0]


def is_library(target: object) -> bool:
    """Объект ли это класса из библиотеки."""
    return _room(type(target)) in _ROOMS


def is_open(target: object, name: str) -> bool:
    """Открыт ли решению этот атрибут объекта."""
    for cls in type(target).__mro__:
        room = _room(cls)
        if room not in _ROOMS:
            continue
        if name in FORWARDED or name in _ROOMS[room]:
            return True
        if room in ("matplotlib", "mpl_toolkits") and name.startswith(("set_", "get_")):
            return True
        if room == "torch" and name in getattr(target, "_modules", {}):
            return True
    return False
