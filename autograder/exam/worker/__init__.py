"""Экзамен: ядро студента, ядро экзаменатора и песочница вокруг них."""

from autograder.exam.worker.exam_runner import Examiner
from autograder.sandbox.errors import InfrastructureError, IsolationError

__all__ = ["Examiner", "InfrastructureError", "IsolationError"]
