"""Чем провод двух ядер богаче провода рабочего процесса: стандартная библиотека и пакеты науки."""

from autograder.wire import standard  # noqa: F401 — заводит её типы
from autograder.wire.kinds import extension

extension("numpy", "arrays", b"anD")
extension("torch", "tensors", b"tTg")
extension("pandas", "tables", b"FSX")
extension("scipy", "optima", b"Z")
