"""Чем провод двух ядер богаче провода рабочего процесса: стандартная библиотека и пакеты науки."""

from autograder.examination.wire import standard  # noqa: F401 — заводит её типы
from autograder.examination.wire.kinds import extension

extension("numpy", "arrays", b"anD")
extension("torch", "tensors", b"tTg")
extension("pandas", "tables", b"FSX")
extension("scipy", "optima", b"Z")
