"""Честно: другие, но верные решения, другие типы чисел, классы и замыкания вместо функций."""

# %% window
window_sum = lambda x, size: list(np.diff(np.concatenate([[0.0], np.cumsum(x)])[::1], axis=0) if size == 1 else
                                  np.cumsum(x)[size - 1:] - np.concatenate([[0.0], np.cumsum(x)])[: len(x) - size + 1])

# %% relu
class _Relu(torch.nn.Module):
    def forward(self, x):
        return torch.nn.functional.relu(x)


relu = _Relu()

# %% repeat
class Repeat:
    def __call__(self, function, x, times):
        for _ in range(times):
            x = function(x)
        return x


repeat = Repeat()

# %% smooth
def smooth(x, kernel):
    n = len(x) + len(kernel) - 1
    return np.fft.irfft(np.fft.rfft(x, n) * np.fft.rfft(kernel, n), n)
