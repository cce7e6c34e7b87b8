"""Честно: решения опираются на вспомогательные ячейки, часть ячеек удалена и переставлена."""

# %% base ../honest

# %% extra after=setup
from functools import reduce

# %% extra after=setup
def chain(count):
    return range(count)

# %% extra after=task_repeat
def apply(function):
    return lambda value, _: function(value)

# %% repeat
def repeat(function, x, times):
    return reduce(apply(function), chain(times), x)

# %% delete test_window

# %% delete task_relu

# %% delete test_smooth

# %% delete intro
