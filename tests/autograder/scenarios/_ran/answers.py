"""Заготовка: отметки ставит само нападение, последняя ячейка называет их."""

# %% extra after=setup
ran = []

# %% extra after=test_smooth
print("нападение было:", *sorted(set(ran)))
