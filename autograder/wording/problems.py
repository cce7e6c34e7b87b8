"""Ошибки, которые автопроверка объясняет человеку: что случилось и что сделать."""

from __future__ import annotations


class Problem(Exception):
    """Работа не сделана по понятной причине; текст — законченная русская фраза."""


class CourseProblem(Problem):
    """Каталог курса, настройки или журнал оценок не в порядке."""


class NoIsolation(CourseProblem):
    """Исполнять чужой код здесь негде: нет нужной изоляции."""


class BrokenEnvironment(Problem):
    """Проверить не удалось, и работа в этом не виновата: можно попробовать ещё раз."""


class SubmissionProblem(Problem):
    """Работу нельзя проверить такой, какая она есть.

    Parameters
    ----------
    status : str
        Состояние, которое запишется студенту: ``missing``, ``malformed`` или ``too_large``.
    text : str
        Объяснение для студента и преподавателя.
    """

    def __init__(self, status: str, text: str) -> None:
        super().__init__(text)
        self.status = status
