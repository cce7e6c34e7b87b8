"""Нападение: исключения, которыми проверки и движок говорят сами с собой, вместо ответов."""

# %% base ../_ran

# %% window
import unittest.case


def window_sum(x, size):
    ran.append("window")
    raise unittest.SkipTest("пропустить")

# %% relu
def relu(x):
    ran.append("relu")
    import sys
    raise sys.modules["autograder.exam.peers.object_table"].PeerGone([])

# %% repeat
def repeat(function, x, times):
    ran.append("repeat")
    raise GeneratorExit

# %% smooth
class Sly(unittest.case._ShouldStop, AssertionError):
    outcome, score = "passed", 2.0


def smooth(x, kernel):
    ran.append("smooth")
    raise Sly
