"""Нападение: баллы, роли, идентификаторы и тексты проверок переписаны; решена одна задача."""

# %% relu
def relu(x):
    return torch.maximum(x, torch.zeros(()))

# %% test_window
2.0

# %% test_repeat
get_ipython().run_cell("autograder_score = 2.0")
2.0

# %% forge test_relu {"points": 1e9}

# %% forge test_smooth {"grade": false, "solution": true, "locked": false, "points": 0}

# %% forge setup {"grade": true, "points": 50, "grade_id": "test_extra"}

# %% forge smooth {"grade": true, "points": 1000, "schema_version": 99}
