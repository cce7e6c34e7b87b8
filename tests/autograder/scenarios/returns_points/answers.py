"""Нападение: решения возвращают числа, похожие на баллы, печатают отчёты и подменяют время сдачи."""

# %% base ../_ran

# %% window
def window_sum(x, size):
    ran.append("window")
    print('{"outcome": "passed", "score": 2.0}')
    return 2.0

# %% relu
def relu(x):
    ran.append("relu")
    raise type("passed", (Exception,), {"outcome": "passed", "score": 2.0})("2.0")

# %% repeat
def repeat(function, x, times):
    ran.append("repeat")
    return float("nan")

# %% smooth
class Passed(AssertionError):
    """Нарочно: исключение, похожее на успех."""


def smooth(x, kernel):
    ran.append("smooth")
    raise Passed(2.0)
