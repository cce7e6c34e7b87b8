"""Тензоры, типы элементов и устройства torch на проводе."""

from __future__ import annotations

from typing import Any

import numpy
import torch

from autograder.wire import marks
from autograder.wire.arrays import sound_shape
from autograder.wire.kinds import DECODERS, WireError, decodes, encodes
from autograder.wire.messages import Decoder, Encoder

_names = {
    getattr(torch, name): name
    for name in dir(torch)
    if isinstance(getattr(torch, name), torch.dtype)
}
_dtypes = {name: dtype for dtype, name in _names.items()}


@encodes(torch.Tensor, b"t", mutable=True)
def _tensor(encoder: Encoder, value: Any) -> None:
    plain = torch.Tensor.detach(value)
    if plain.layout is not torch.strided or plain.device.type == "meta":
        raise WireError(f"тензор вида {plain.layout} на {plain.device} передать нельзя")
    plain = plain.cpu().contiguous().resolve_conj().resolve_neg()
    encoder.value(_names[plain.dtype])
    encoder.value(tuple(plain.shape))
    mark = (encoder.mark or marks.plain_mark)(value)
    encoder.value(mark)
    # Без gradа лист был бы неполон: проверки обратного прохода читают его.
    seen = value.grad if mark and value.is_leaf else None
    encoder.value(None if seen is None else seen.detach())
    # Тензор из одного числа сплошной при любом шаге, а побайтно смотреть дают лишь на шаг 1.
    flat = plain.as_strided((plain.numel(),), (1,))
    encoder.raw(flat.view(torch.uint8).numpy().data if plain.numel() else b"")


@decodes(b"t")
def _read_tensor(decoder: Decoder) -> Any:
    return decoder.fill(lambda: _build_tensor(decoder))


def _build_tensor(decoder: Decoder) -> Any:
    dtype, shape = _dtypes[decoder.value()], sound_shape(decoder.value())
    mark, gradient = decoder.value(), decoder.value()
    data = numpy.frombuffer(decoder.raw(), dtype=numpy.uint8).copy()
    tensor = torch.from_numpy(data).view(dtype) if data.size else torch.empty(0, dtype=dtype)
    return (decoder.tensor or marks.plain_tensor)(mark, tensor.reshape(shape), gradient)


@encodes(torch.dtype, b"T")
def _dtype(encoder: Encoder, value: Any) -> None:
    encoder.value(_names[value])


DECODERS[ord("T")] = lambda decoder: _dtypes[decoder.value()]


@encodes(torch.device, b"g")
def _device(encoder: Encoder, value: Any) -> None:
    encoder.value(str(value))


DECODERS[ord("g")] = lambda decoder: torch.device(decoder.value())
