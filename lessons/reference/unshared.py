"""Неразделяемая свёртка: окно скользит, но в каждом положении у него свои веса."""

import numpy as np

from lessons.checks import array, shaped

from .geometry import sliding_window


def unshared_conv2d(x, weight, bias=None, *, stride=1, padding=0, dilation=1):
    r"""Локально связный слой: свёртка без общих весов.

    .. math::

        y_{n,k,i,j} = b_{k,i,j} +
            \sum_{c,r,s} w_{k,i,j,c,r,s}\; x_{n,\,c,\; i s_1 + r d_1,\; j s_2 + s d_2}

    Весов в P·Q раз больше, чем у свёртки, а умножений столько же.

    Parameters
    ----------
    x : array_like, shape (N, C, H, W)
    weight : array_like, shape (K, P, Q, C, R, S)
        Свои ядра для каждого положения окна.
    bias : array_like, shape (K, P, Q), optional
    stride, padding, dilation
        То же, что у `conv2d`; отступ нулевой.

    Returns
    -------
    ndarray, shape (N, K, P, Q)

    Raises
    ------
    ValueError
        Формы не подходят друг к другу.
    """
    patches, weight, _ = _patches(x, weight, stride, padding, dilation)
    out = np.einsum("ncijrs,kijcrs->nkij", patches, weight)
    if bias is None:
        return out
    return out + shaped(bias, "bias", out.shape[1:])


def unshared_conv2d_backward(grad_out, x, weight, *, stride=1, padding=0, dilation=1):
    """Градиенты `unshared_conv2d` по входу, весам и смещениям.

    Parameters
    ----------
    grad_out : array_like, shape (N, K, P, Q)
    x, weight, stride, padding, dilation
        То же, что получила `unshared_conv2d`.

    Returns
    -------
    grad_x, grad_weight, grad_bias : ndarray
        Градиенты форм ``x``, ``weight`` и (K, P, Q).

    Raises
    ------
    ValueError
        Формы не подходят друг к другу.
    """
    patches, weight, window = _patches(x, weight, stride, padding, dilation)
    grad_out = shaped(grad_out, "grad_out", (len(patches), *weight.shape[:3]))
    grad_patches = np.einsum("nkij,kijcrs->rsncij", grad_out, weight)
    grad_patches = grad_patches.reshape(-1, *grad_patches.shape[2:])  # (R·S, N, C, P, Q)
    grad_weight = np.einsum("nkij,ncijrs->kijcrs", grad_out, patches)
    grad_x = window.scatter(grad_patches, np.shape(x)[:2], grad_patches.dtype)
    return grad_x, grad_weight, grad_out.sum(axis=0)


def _patches(x, weight, stride, padding, dilation):
    """Окна (N, C, P, Q, R, S), проверенные веса и геометрия."""
    x, weight = array(x, "x"), array(weight, "weight")
    if x.ndim != 4:
        raise ValueError(f"x: получена форма {x.shape}, ожидалась (N, C, H, W)")
    if weight.ndim != 6:
        raise ValueError(f"weight: получена форма {weight.shape}, ожидалась (K, P, Q, C, R, S)")
    window = sliding_window(x.shape[2:], weight.shape[4:], stride, padding, dilation)
    shaped(weight, "weight", (len(weight), *window.output, x.shape[1], *window.kernel))
    return window.view(window.surround(x)), weight, window
