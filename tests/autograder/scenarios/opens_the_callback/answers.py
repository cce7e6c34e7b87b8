"""Нападение: вскрывает функцию, переданную скрытой проверкой, и кадры того, кто позвал."""

# %% base ../_probe

# %% repeat
import inspect
import sys


def repeat(function, x, times):
    def look():
        for name in ("__globals__", "__closure__", "__code__", "__defaults__", "__kwdefaults__", "__doc__",
                     "__dict__", "__module__", "__qualname__", "__wrapped__", "__self__", "func_globals"):
            try:
                found = getattr(function, name)
            except BaseException:
                continue
            if "canary" in repr(found) or "secret" in repr(found):
                return name, found
        for source in (lambda: inspect.getsource(function), lambda: str(inspect.signature(function))):
            try:
                found = source()
            except BaseException:
                continue
            if "canary" in found or "secret" in found:
                return found
        frame = sys._getframe()
        while frame:
            if "repeat_secret" in frame.f_globals or "canary-" in repr(list(frame.f_locals.values()))[:100_000]:
                return frame
            frame = frame.f_back
        raise LookupError

    whisper("вскрыть функцию", look)
    for _ in range(times):
        x = function(x)
    return x

# %% extra after=test_repeat
attempt("функция осталась", lambda: repeat.__closure__[0])

# %% extra after=test_smooth
print(*said, sep="\n")
