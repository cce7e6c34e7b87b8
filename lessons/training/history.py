"""Летопись обучения: что записывать, чтобы потом построить график."""

from dataclasses import asdict, dataclass, field

import pandas as pd


@dataclass
class History:
    """Ход обучения.

    Attributes
    ----------
    losses : list of float
        Потеря на каждом батче, в порядке обучения.
    rates : list of float
        Шаг обучения на каждом батче.
    epochs : list of dict
        По записи на эпоху: ``epoch`` (с единицы), ``loss`` и мера качества под своим именем
        (обычно ``accuracy``) на обучающей выборке — средние за эпоху, пока веса менялись, —
        и они же на проверочной: ``validation_loss``, ``validation_accuracy`` (``None``, если
        проверочной выборки не дали).
    """

    losses: list = field(default_factory=list)
    rates: list = field(default_factory=list)
    epochs: list = field(default_factory=list)

    def table(self):
        """Записи об эпохах таблицей pandas, номер эпохи — в индексе."""
        return pd.DataFrame(self.epochs).set_index("epoch")

    def state(self):
        """Содержимое словарём, пригодным для сохранения."""
        return asdict(self)
