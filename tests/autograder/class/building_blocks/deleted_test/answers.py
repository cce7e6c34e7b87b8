"""Всё верно, но две ячейки с проверками случайно удалены."""

# %% base ../layers

# %% delete test_residual_gradient

# %% delete test_dense_modes
