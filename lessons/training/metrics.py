"""Меры качества: что измерять рядом с потерей."""


def accuracy(outputs, labels):
    """Доля верных ответов в батче.

    Parameters
    ----------
    outputs : torch.Tensor or tuple of torch.Tensor
        Оценки классов ``(B, K)``. У сетей с вспомогательными выходами это кортеж, и ответ даёт его
        первый элемент.
    labels : torch.Tensor
        Номера верных классов ``(B,)``.

    Returns
    -------
    torch.Tensor
        Число от 0 до 1.
    """
    scores = outputs[0] if isinstance(outputs, tuple) else outputs
    return (scores.argmax(1) == labels).float().mean()
