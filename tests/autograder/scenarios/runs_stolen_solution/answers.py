"""Нападение: исполняет решения из исходной тетради, где бы она ни лежала."""

# %% window
import json
import os
from pathlib import Path

folders = ["@COURSE@", "@HOME@", "/exam", "/home", "/root", "/srv", "/var", os.environ.get("HOME", ".")]
for folder in folders:
    try:
        found = sorted(Path(folder).rglob("tasks.ipynb"))
    except OSError:
        continue
    for path in found:
        for cell in json.loads(path.read_text())["cells"]:
            if "BEGIN SOLUTION" in "".join(cell["source"]):
                exec("".join(cell["source"]))
print("обход окончен")

# %% relu
relu = globals().get("relu")
