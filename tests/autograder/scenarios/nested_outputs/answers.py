"""Нападение: вывод и его метаданные, вложенные так глубоко, что их не переписать."""

# %% base ../honest

# %% extra after=setup
from IPython.display import display


def nested(levels, wrap):
    value = wrap("дно")
    for _ in range(levels):
        value = wrap(value)
    return value


for levels in (300, 600, 900):
    tower = nested(levels, lambda value: [value])
    display({"application/json": tower, "text/plain": "башня"}, raw=True)
    display({"text/plain": "этажи"}, raw=True, metadata=nested(levels, lambda value: {"в": value}))
display({"application/json": {"a": [1]}, "text/plain": "мелкое"}, raw=True, metadata={"a": {"b": 1}})
