"""Поправка к nbval: ячейки исполняются так же, как при сборке книги, — с историей.

Точка с запятой в конце ячейки отменяет показ её значения, но IPython узнаёт о ней из истории,
а nbval исполняет ячейки мимо истории. Без поправки рисунок выводился бы дважды и расходился
с сохранённым.
"""

from nbval.kernel import RunningKernel


def _execute_with_history(self, cell_input, allow_stdin=None):
    return self.kc.execute(
        cell_input, allow_stdin=allow_stdin, stop_on_error=False, store_history=True
    )


RunningKernel.execute_cell_input = _execute_with_history
