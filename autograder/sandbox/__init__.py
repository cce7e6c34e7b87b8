"""Песочница: слои изоляции, каждый в своём модуле, и проверка того, какие из них есть."""

from autograder.sandbox.errors import InfrastructureError, IsolationError
from autograder.sandbox.layers import Layer, layers

__all__ = ["InfrastructureError", "IsolationError", "Layer", "layers"]
