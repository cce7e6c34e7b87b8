"""Опыты, которые показывает книга: каждый — одна функция с закреплёнными началами.

Короткие считаются прямо в главе: `learn_kernel`, `contest_on_textures`,
`contest_on_shifted_digits`, `compress_layer`. Долгие выполнены один раз, записаны в ``results/`` и
читаются функцией `stored_result`; та же функция опыта с меньшими ``images``, ``epochs`` и ``seeds``
повторяет его в главе за секунды.

==========================  ===========================  =========================================
имя в `stored_result`       функция опыта                что сравнивается
==========================  ===========================  =========================================
``depth``                   `compare_depths`             глубина с обходами и без них
``depth_long``              `compare_depths`             простая в 44 слоя, вдвое дольше
``normalization``           `compare_normalization`      нормализация, начальные веса, шаг
``fashion_compression``     `compress_fashion`           SVD, прореживание, квантование
``squeezenet_compression``  `compress_squeezenet`        то же у SqueezeNet с весами ImageNet
``squeeze_excitation``      `compare_with_excitation`    блоки SE в старой сети
``kernels``                 `compare_kernels`            три 3×3 против одной 7×7
``heads``                   `compare_heads`              1×1 и среднее против полносвязных слоёв
``dense``                   `compare_dense`              параметры DenseNet и ResNet
``stochastic_depth``        `compare_stochastic_depth`   стохастическая глубина
``cardinality``             `compare_cardinality`        число путей при равной цене
``fractal``                 `compare_fractal`            отдельные столбцы FractalNet
``auxiliary``               `compare_auxiliary`          вспомогательный ответ посередине
``models``                  `compare_models`             случайные и обученные ядра
``rates``                   `compare_rates`              темпы обучения
``starts``                  `compare_starts`             начальные веса
``regularization``          `compare_regularization`     затухание, dropout, искажения
``downsampling``            `compare_downsampling`       пулинг или шаг
``downsampling_long``       `compare_downsampling`       то же, вчетверо дольше
==========================  ===========================  =========================================

Каждая возвращает таблицу обучений: строка на сеть и начало. Среднее и разброс по началам даёт
`summary`, кривые по эпохам — `curves` и `bundles`; аргументы, устройство, точность и версии
записанного опыта — ``table.attrs``. Опубликованную точность всех сетей курса с источниками даёт
`published_accuracies`.

Examples
--------
>>> table = stored_result("depth")
>>> summary(table)[["точность", "разброс"]]
>>> curves(table).groupby(["сеть", "эпоха"])["потеря"].mean().unstack(0).plot()
>>> compare_depths(depths=(8, 20), images=500, epochs=1, seeds=(0,))
"""

from lessons.experiments.auxiliary import compare_auxiliary
from lessons.experiments.cardinality import compare_cardinality
from lessons.experiments.compressed_networks import (
    compress_fashion,
    compress_network,
    compress_squeezenet,
    compression_ratio,
)
from lessons.experiments.compression import (
    compress_layer,
    digit_classifier,
    low_rank,
    prune,
    prune_and_quantize,
    quantize,
)
from lessons.experiments.contest import (
    Entrant,
    bundles,
    contest,
    curves,
    fit,
    garments,
    summary,
)
from lessons.experiments.dense import compare_dense
from lessons.experiments.depth import compare_depths
from lessons.experiments.fractal import compare_fractal
from lessons.experiments.heads import compare_heads
from lessons.experiments.kernels import compare_kernels
from lessons.experiments.learned_kernel import learn_kernel
from lessons.experiments.linear_or_convolution import (
    contest_on_shifted_digits,
    contest_on_textures,
)
from lessons.experiments.normalization import compare_normalization
from lessons.experiments.published import published_accuracies
from lessons.experiments.small_network import (
    compare_downsampling,
    compare_models,
    compare_rates,
    compare_regularization,
    compare_starts,
)
from lessons.experiments.squeeze_excitation import compare_with_excitation
from lessons.experiments.stochastic_depth import compare_stochastic_depth
from lessons.experiments.stored import stored_result

__all__ = [
    "Entrant",
    "bundles",
    "compare_auxiliary",
    "compare_cardinality",
    "compare_dense",
    "compare_depths",
    "compare_downsampling",
    "compare_fractal",
    "compare_heads",
    "compare_kernels",
    "compare_models",
    "compare_normalization",
    "compare_rates",
    "compare_regularization",
    "compare_starts",
    "compare_stochastic_depth",
    "compare_with_excitation",
    "compress_fashion",
    "compress_layer",
    "compress_network",
    "compress_squeezenet",
    "compression_ratio",
    "contest",
    "contest_on_shifted_digits",
    "contest_on_textures",
    "curves",
    "digit_classifier",
    "fit",
    "garments",
    "learn_kernel",
    "low_rank",
    "prune",
    "prune_and_quantize",
    "published_accuracies",
    "quantize",
    "stored_result",
    "summary",
]
