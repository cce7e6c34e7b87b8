"""Ошибка: одна из функций завершает процесс."""

# %% base ../loops

# %% extra after=setup
import os

# %% kernels
def smoothing_kernel(size):
    return np.ones(size) / size


def edge_kernel(size):
    os._exit(3)
