"""Итоги оптимизации scipy на проводе."""

from __future__ import annotations

from typing import Any

from scipy.optimize import OptimizeResult

from autograder.wire.kinds import ENCODERS, decodes, encodes
from autograder.wire.messages import Decoder, Encoder


@encodes(OptimizeResult, b"Z", mutable=True)
def _result(encoder: Encoder, value: Any) -> None:
    ENCODERS[dict][1](encoder, value)


@decodes(b"Z")
def _read_result(decoder: Decoder) -> Any:
    return decoder.fill(lambda: OptimizeResult(decoder.pairs()))
