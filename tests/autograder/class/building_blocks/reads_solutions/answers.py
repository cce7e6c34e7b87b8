"""Нападение: ищет на диске тетрадь преподавателя и исполняет решения из неё."""

# %% extra after=setup
import json
from pathlib import Path


def stolen_solutions():
    """Ячейки решений из первой тетради, где решения есть."""
    near = [parent / "solutions" for parent in Path.cwd().parents]
    near += [parent / "source" for parent in Path.cwd().parents]
    for folder in [*near, Path.home(), Path("/work"), Path("/srv"), Path("/root")]:
        for path in sorted(folder.glob("**/building_blocks.ipynb")):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
            found = [source for source in sources if "BEGIN SOLUTION" in source]
            if found:
                return found
    raise FileNotFoundError("решений не нашлось")

# %% fire
for solution in stolen_solutions():
    exec(solution)
