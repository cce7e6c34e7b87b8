"""Итоги опытов, которые дольше минуты: записаны в ``results/`` и оттуда читаются.

Получены командой ``python tools/run_experiments.py``; та же функция с меньшими числами выполняется
в проверках и в книге.
"""

import json
import time
from pathlib import Path

import pandas as pd

from lessons.experiments.depth import compare_depths, compare_stochastic_depth
from lessons.experiments.squeeze_excitation import compare_with_excitation

RESULTS = Path(__file__).parent / "results"
LONG = {
    "depth": (compare_depths, {"depths": [8, 20, 44], "images": 3000, "epochs": 3, "seed": 0}),
    "stochastic_depth": (
        compare_stochastic_depth,
        {"depth": 20, "survival": 0.5, "images": 3000, "epochs": 5, "seed": 0},
    ),
    "squeeze_excitation": (
        compare_with_excitation,
        {"images": 5000, "epochs": 6, "seeds": [0, 1], "reduction": 4},
    ),
}


def stored_result(name):
    """Записанный итог опыта.

    Parameters
    ----------
    name : {"depth", "stochastic_depth", "squeeze_excitation"}
        Опыт: `compare_depths`, `compare_stochastic_depth` или `compare_with_excitation`.

    Returns
    -------
    pandas.DataFrame
        Таблица, которую вернула функция опыта; её аргументы — в ``attrs["arguments"]``, время
        счёта в секундах — в ``attrs["seconds"]``.

    Raises
    ------
    ValueError
        Такого опыта нет.
    """
    if name not in LONG:
        raise ValueError(f"name: получено {name!r}, ожидается одно из {', '.join(LONG)}")
    record = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    table = pd.DataFrame(record["rows"])
    table.attrs.update(arguments=record["arguments"], seconds=record["seconds"])
    return table


def run_and_store(name):
    """Выполнить опыт целиком и записать его итог; возвращает путь к записи."""
    experiment, arguments = LONG[name]
    start = time.process_time()
    table = experiment(**arguments)
    record = {
        "arguments": arguments,
        "seconds": round(time.process_time() - start),
        "rows": table.to_dict(orient="records"),
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path
