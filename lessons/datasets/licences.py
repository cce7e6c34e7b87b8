"""Откуда взяты данные и веса и на каких условиях."""

import json

from lessons.datasets.storage import ROOT

COLUMNS = {
    "name": "Что",
    "authors": "Авторы",
    "licence": "Лицензия",
    "source": "Источник",
    "url": "Адрес",
    "changes": "Что изменено",
}


def licences():
    """Сведения о происхождении всего, что книга показывает и на чём учит.

    Returns
    -------
    pandas.DataFrame
        Строка на источник; столбцы «Что», «Авторы», «Лицензия», «Источник», «Адрес»,
        «Что изменено».
    """
    import pandas as pd  # импорт долог, а нужен лишь этой странице

    records = json.loads((ROOT / "licences.json").read_text(encoding="utf-8"))
    return pd.DataFrame(records)[list(COLUMNS)].rename(columns=COLUMNS)
