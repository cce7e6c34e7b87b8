"""Сбои, в которых студент не виноват."""


class InfrastructureError(RuntimeError):
    """Проверить работу не вышло по вине машины или задания: студенту за это не ставят ноль."""


class IsolationError(InfrastructureError):
    """Запрошенной изоляции на этой машине нет."""
