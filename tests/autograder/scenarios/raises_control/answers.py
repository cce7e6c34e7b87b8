"""Нападение: исключения, которыми проверки и движок говорят сами с собой, вместо ответов."""

# %% window
import unittest.case


def window_sum(x, size):
    raise unittest.SkipTest("пропустить")

# %% relu
def relu(x):
    import sys
    raise sys.modules["autograder.exam.peers.object_table"].PeerGone([])

# %% repeat
def repeat(function, x, times):
    raise GeneratorExit

# %% smooth
class Sly(unittest.case._ShouldStop, AssertionError):
    outcome, score = "passed", 2.0


def smooth(x, kernel):
    raise Sly
