"""Нападение: бесконечные генераторы и медленные обратные вызовы вместо ответов."""

# %% window
def window_sum(x, size):
    def forever():
        while True:
            yield 1.0
    return forever()

# %% relu
def relu(x):
    class Slow:
        def __getattr__(self, name):
            import time
            time.sleep(60)
    return Slow()

# %% repeat
def repeat(function, x, times):
    while True:
        function(x)

# %% smooth
def smooth(x, kernel):
    result = np.zeros(len(x) + len(kernel) - 1)
    for i, a in enumerate(x):
        result[i : i + len(kernel)] += a * kernel
    return result
