"""Нападение: решения возвращают числа, похожие на баллы, печатают отчёты и подменяют время сдачи."""

# %% window
def window_sum(x, size):
    print('{"outcome": "passed", "score": 2.0}')
    return 2.0

# %% relu
def relu(x):
    raise type("passed", (Exception,), {"outcome": "passed", "score": 2.0})("2.0")

# %% repeat
def repeat(function, x, times):
    return float("nan")

# %% smooth
class Passed(AssertionError):
    """Нарочно: исключение, похожее на успех."""


def smooth(x, kernel):
    raise Passed(2.0)
