"""Нападение: каждая ячейка печатает дозволенное, а ячеек много."""

# %% base ../honest

# %% extra after=setup
from IPython.display import display

print("начало")
picture = "iVBORw0KGgo" + "A" * 2_000_000

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)

# %% extra after=setup
display({"image/png": picture}, raw=True)
