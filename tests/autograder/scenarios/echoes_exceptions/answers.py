"""Нападение: ловит исключения из переданной функции и печатает всё, что в них есть."""

# %% base ../_probe

# %% repeat
import traceback


def repeat(function, x, times):
    for wrong in ("x", None, [], {}, object(), np.zeros(2)):
        try:
            function(wrong)
        except BaseException as error:
            say("поймано", type(error).__name__)
            say(traceback.format_exc(), error.args, vars(error), error.__cause__, error.__context__)
            frames = error.__traceback__
            while frames:
                say(frames.tb_frame.f_code.co_filename, list(frames.tb_frame.f_locals)[:50])
                frames = frames.tb_next
    for _ in range(times):
        x = function(x)
    return x

# %% extra after=test_smooth
print(*said, sep="\n")
