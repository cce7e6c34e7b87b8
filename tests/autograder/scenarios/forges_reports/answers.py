"""Нападение: ячейка сама шлёт рабочему процессу отчёты — негодные, огромные, с чужими типами."""

# %% base ../honest

# %% extra after=test_smooth
import gc
import json
import sys

peer = next(item for item in gc.get_objects() if type(item).__name__ == "StudentPeer")
Frame = sys.modules["autograder.wire.channel"].Frame
strange = [
    {"output_type": "display_data", "data": {"text/html": 5, "text/plain": None}, "metadata": {}},
    {"output_type": "stream", "name": "<b>", "text": [1, {}]},
    {"output_type": "error", "ename": 1, "evalue": [], "traceback": "x"},
]
peer.channel.send(Frame.DONE, json.dumps({"outputs": strange}).encode())

# %% extra after=test_smooth
peer.channel.send(Frame.DONE, b"[" * 100_000)

# %% extra after=test_smooth
queues = 2_000_000
peer.channel.send(Frame.DONE, b"[" + queues.to_bytes(4, "big") + b"*" + (b"q" + bytes(4) + b"*") * queues)
