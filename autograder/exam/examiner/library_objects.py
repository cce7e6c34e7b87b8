"""Объекты библиотек, которые проверка отдала решению: что в них открыто.

Открыто то, чем рисуют, считают и учат. Остальное — обратные вызовы, запись файлов, выбор движка
рисования — исполнял бы экзаменатор, поэтому открыто лишь то, к чему обращался и образец.
"""

from __future__ import annotations

import inspect
from types import FunctionType

from autograder.exam.peers.class_info import FORWARDED

# Методы рисования меняют лишь свой рисунок и открыты все; где рядом с ними обратные вызовы
# художника и файлы, — только свойства и названное здесь.
_DRAWING = """
axes collections containers dpi figure images lines name number patches remove set tables texts
tight_layout update update_from
"""
_DRAWN = """
artist axes axis collections colorbar colorizer container contour figure gridspec image legend
lines mplot3d patches path projections quiver spines stackplot streamplot table text ticker
transforms tri
"""
_MIXED = ("Artist.", "Figure.", "_ImageBase.", "AxesImage.")
_PROPERTY = ("set_", "get_")
_PLOTTING = ("matplotlib", "mpl_toolkits")
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


def is_drawing(target: object) -> bool:
    """Рисунок ли это или его часть."""
    return _room(type(target)) in _PLOTTING


def _is_drawn(code: type | FunctionType) -> bool:
    """Из модулей рисования ли это, а не из тех, что пишут файлы и ждут событий."""
    room, _, inner = code.__module__.partition(".")
    return room in _PLOTTING and inner.partition(".")[0] in _DRAWN.split()


def _draws(target: object, name: str) -> bool:
    """Часть ли это рисунка или метод, который меняет лишь его, а не общее у всех рисунков."""
    method = inspect.getattr_static(target, name, None)
    if isinstance(method, FunctionType):
        own = name.startswith(_PROPERTY) or not method.__qualname__.startswith(_MIXED)
        return own and _is_drawn(method)
    if type(target).__name__ == "SpinesProxy":  # ``ax.spines[:].set_visible``: у каждой своё
        return name.startswith(_PROPERTY)
    return not isinstance(method, type) and _is_drawn(type(method))


def is_open(target: object, name: str) -> bool:
    """Открыт ли решению этот атрибут объекта."""
    for cls in type(target).__mro__:
        room = _room(cls)
        if room not in _ROOMS:
            continue
        if name in FORWARDED or name in _ROOMS[room]:
            return True
        if is_drawing(target) and _draws(target, name):
            return True
        if room == "torch" and name in getattr(target, "_modules", {}):
            return True
    return False
