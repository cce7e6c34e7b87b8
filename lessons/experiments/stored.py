"""Долгие опыты: выполняются один раз, записаны в ``results/`` и оттуда читаются.

Получены командой ``python tools/run_experiments.py``; та же функция с меньшими числами выполняется
в проверках и в книге. Запись хранит каждое обучение отдельно (сеть, начало, кривую), поэтому
прерванный опыт продолжается с того места, где остановился.
"""

import inspect
import json
import platform
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import torch

from lessons.datasets import DataFileError
from lessons.experiments.auxiliary import compare_auxiliary
from lessons.experiments.cardinality import compare_cardinality
from lessons.experiments.compressed_networks import compress_fashion, compress_squeezenet
from lessons.experiments.dense import compare_dense
from lessons.experiments.depth import compare_depths
from lessons.experiments.fractal import compare_fractal
from lessons.experiments.heads import compare_heads
from lessons.experiments.kernels import compare_kernels
from lessons.experiments.normalization import compare_normalization
from lessons.experiments.small_network import (
    compare_downsampling,
    compare_models,
    compare_rates,
    compare_regularization,
    compare_starts,
)
from lessons.experiments.squeeze_excitation import compare_with_excitation
from lessons.experiments.stochastic_depth import compare_stochastic_depth
from lessons.training import best_device, best_precision

RESULTS = Path(__file__).parent / "results"
LONG = {
    "depth": compare_depths,
    "depth_long": partial(
        compare_depths, depths=(44,), kinds=("простая",), epochs=40, seeds=(0, 1)
    ),
    "normalization": compare_normalization,
    "fashion_compression": compress_fashion,
    "squeezenet_compression": compress_squeezenet,
    "squeeze_excitation": compare_with_excitation,
    "kernels": compare_kernels,
    "heads": compare_heads,
    "dense": compare_dense,
    "stochastic_depth": compare_stochastic_depth,
    "cardinality": compare_cardinality,
    "fractal": compare_fractal,
    "auxiliary": compare_auxiliary,
    "models": compare_models,
    "rates": compare_rates,
    "starts": compare_starts,
    "regularization": compare_regularization,
    "downsampling": compare_downsampling,
    "downsampling_long": partial(compare_downsampling, epochs=12),
}


class Journal:
    """Летопись опыта: файл, который переписывается после каждого обучения.

    Parameters
    ----------
    path : pathlib.Path
        Файл JSON; если он есть, записанные в нём обучения не повторяются.
    arguments : dict
        Аргументы опыта.

    Raises
    ------
    ValueError
        Файл записан при других аргументах.
    """

    def __init__(self, path, arguments):
        self.path = path
        self.record = {"arguments": arguments, "environment": environment(), "runs": []}
        if path.exists():
            self.record = json.loads(path.read_text(encoding="utf-8"))
            if self.record["arguments"] != arguments:
                raise ValueError(
                    f"{path}: записан опыт с аргументами {self.record['arguments']}, а просят "
                    f"{arguments}; ожидаются одинаковые. Удалите файл, чтобы начать заново"
                )

    def find(self, name, seed):
        """Записанное обучение сети ``name`` с началом ``seed`` или ``None``."""
        for run in self.record["runs"]:
            if (run["сеть"], run["начало"]) == (name, seed):
                return run
        return None

    def add(self, run):
        """Дописать обучение и сохранить файл."""
        self.record["runs"].append(run)
        self.path.parent.mkdir(exist_ok=True)
        fresh = self.path.with_suffix(".tmp")
        fresh.write_text(self._text(), encoding="utf-8")
        fresh.replace(self.path)

    def _text(self):
        """Запись по строке на обучение: так её и читать, и сравнивать легче."""
        head = json.dumps(
            {key: self.record[key] for key in ("arguments", "environment")}, ensure_ascii=False
        )
        runs = ",\n".join(json.dumps(run, ensure_ascii=False) for run in self.record["runs"])
        return f'{head[:-1]}, "runs": [\n{runs}\n]}}\n'


def environment():
    """На чём и чем считано: устройство, точность, версии."""
    device = best_device()
    return {
        "device": str(device),
        "precision": str(best_precision(device)).removeprefix("torch."),
        "threads": torch.get_num_threads(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
    }


def stored_result(name):
    """Записанный итог опыта.

    Parameters
    ----------
    name : str
        Имя опыта; список — в описании пакета `lessons.experiments`.

    Returns
    -------
    pandas.DataFrame
        Таблица обучений, какую вернула функция опыта (среднее по началам даёт
        `lessons.experiments.summary`, кривые — `lessons.experiments.curves`). В ``attrs`` лежат
        «arguments» — аргументы вызова, «environment» — устройство, точность и версии, «seconds» —
        время счёта.

    Raises
    ------
    ValueError
        Такого опыта нет.
    DataFileError
        Опыт ещё не выполнен: записи нет.
    """
    _known(name)
    path = RESULTS / f"{name}.json"
    if not path.exists():
        raise DataFileError(
            f"Нет записи опыта {path}. Выполните его: «python tools/run_experiments.py {name}»."
        )
    record = json.loads(path.read_text(encoding="utf-8"))
    table = pd.DataFrame(record["runs"])
    table.attrs.update(
        arguments=record["arguments"],
        environment=record["environment"],
        seconds=round(table["секунды"].sum()),
    )
    return table


def run_and_store(name):
    """Выполнить опыт, показывая ход и записывая каждое обучение; возвращает таблицу."""
    experiment = _known(name)
    arguments = {
        key: parameter.default
        for key, parameter in inspect.signature(experiment).parameters.items()
        if key not in ("ways", "journal")
    }
    arguments = json.loads(json.dumps(arguments))  # кортежи записываются списками
    return experiment(journal=Journal(RESULTS / f"{name}.json", arguments))


def _known(name):
    if name not in LONG:
        raise ValueError(f"name: получено {name!r}, ожидалось одно из {', '.join(LONG)}")
    return LONG[name]
