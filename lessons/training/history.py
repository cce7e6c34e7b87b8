"""Летопись обучения: что записывать, чтобы потом построить график."""

import math
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
        По записи на эпоху: ``epoch`` (с единицы), ``loss`` и ``accuracy`` на обучающей выборке
        (средние за эпоху, пока веса менялись), ``validation_loss`` и ``validation_accuracy``
        (``None``, если проверочной выборки не дали).
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

    def add_losses(self, losses):
        """Дописать потери; бесконечность и нечисло останавливают обучение.

        Raises
        ------
        FloatingPointError
            Обучение разошлось.
        """
        for loss in losses:
            self.losses.append(loss)
            if not math.isfinite(loss):
                raise FloatingPointError(
                    f"Обучение разошлось: потеря на шаге {len(self.losses)} равна {loss}. "
                    "Уменьшите lr или ограничьте норму градиента аргументом clip."
                )
