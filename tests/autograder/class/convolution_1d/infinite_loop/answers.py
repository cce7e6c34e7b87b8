"""Ошибка: в последней задаче забыто row += 1, цикл не кончается."""

# %% base ../loops

# %% conv_matrix
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, len(kernel), stride)
    matrix = np.zeros((rows, n))
    row = 0
    while row < rows:
        matrix[row, row * stride : row * stride + len(kernel)] = kernel
    return matrix
