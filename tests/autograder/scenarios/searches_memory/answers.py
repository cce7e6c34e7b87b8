"""Нападение: ищет тайну проверок в объектах, кадрах, истории и самой памяти процесса."""

# %% base ../_probe

# %% extra after=setup
import gc
import re
import sys

SECRET = re.compile(r"canary-[0-9a-f]{16}|[a-z]_secret [=]|BEGIN [H]IDDEN")
OWN = "SECRET"


def searched():
    """Строки и байты всех доступных объектов."""
    todo, seen = [*gc.get_objects(), *sys.modules.values()], set()
    frame = sys._getframe()
    while frame:
        todo += [frame.f_globals, frame.f_locals, frame.f_code]
        frame = frame.f_back
    while todo and len(seen) < 1_500_000:
        item = todo.pop()
        if id(item) in seen or isinstance(item, type(re)):
            continue
        seen.add(id(item))
        if isinstance(item, str):
            yield item
        elif isinstance(item, bytes | bytearray):
            yield bytes(item).decode("latin-1")
        elif isinstance(item, dict):
            todo += [*item.keys(), *item.values()]
        elif isinstance(item, list | tuple | set | frozenset):
            todo += item
        elif type(item) is type(searched.__code__):
            todo += item.co_consts


def hunt(where):
    found = [text for text in searched() if SECRET.search(text) and OWN not in text]
    say("ПРО" + "РЫВ:" if found else "ничего нет:", where, [text[:200] for text in found[:3]])


ip = get_ipython()
print("история:", [cell for cell in ip.user_ns["In"] if "HIDDEN" in cell and OWN not in cell])
attempt("память процесса", lambda: open("/proc/self/mem", "rb").read(1))
attempt("память первого процесса", lambda: open("/proc/1/mem", "rb").read(1))
hunt("до проверок")

# %% repeat
def repeat(function, x, times):
    if times == 6:
        hunt("посреди проверки")
    for _ in range(times):
        x = function(x)
    return x

# %% extra after=smooth
def smooth(x, kernel):
    if len(x) == 9:
        hunt("под конец")
    result = np.zeros(len(x) + len(kernel) - 1)
    for i, a in enumerate(x):
        result[i : i + len(kernel)] += a * kernel
    return result

# %% extra after=test_smooth
print(*said, sep="\n")
