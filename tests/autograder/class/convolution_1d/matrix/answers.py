"""Всё верно: свёртка — умножение на матрицу, помощник в своей ячейке."""

# %% base ../loops

# %% extra after=setup
def band(kernel, n):
    """Помощник, без которого остальное не работает."""
    rows = n - len(kernel) + 1
    matrix = np.zeros((rows, n))
    for j, value in enumerate(kernel):
        matrix[np.arange(rows), np.arange(rows) + j] = value
    return matrix

# %% convolve_valid
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError("одномерные, пожалуйста")
    if not 0 < kernel.size <= signal.size:
        raise ValueError("ядро не умещается")
    return band(kernel.astype(np.float64), signal.size) @ signal.astype(np.float64)

# %% conv_matrix
def conv_matrix(kernel, n, stride=1):
    output_length(n, len(kernel), stride)
    return band(kernel, n)[::stride]
