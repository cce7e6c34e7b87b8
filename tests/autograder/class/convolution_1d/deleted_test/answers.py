"""Всё верно, но ячейка с проверкой случайно удалена."""

# %% base ../loops

# %% delete test_conv1d_values

# %% delete test_pad_modes
