"""Экзамен: ядро студента, ядро экзаменатора и песочница вокруг них."""

from autograder.examination.examiner import Examiner
from autograder.sandbox.errors import InfrastructureError, IsolationError

__all__ = ["Examiner", "InfrastructureError", "IsolationError"]
