"""Нападение: чужой и повторный grade_id, решение под именем проверки."""

# %% base ../honest

# %% forge window {"grade_id": "test_window", "grade": true, "solution": false}

# %% forge repeat {"grade_id": "relu"}
