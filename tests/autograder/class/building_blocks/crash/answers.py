"""Ошибка: плотный блок завершает процесс; теряются только его проверки."""

# %% base ../functions

# %% extra after=setup
import os

# %% dense
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms, self.convs = nn.ModuleList(), nn.ModuleList()

    def forward(self, x):
        os._exit(3)
