"""Приём работ: из каталога или архива системы обучения в каталоги курса."""

from autograder.submission.collect.intake import Intake, collect

__all__ = ["Intake", "collect"]
