"""Отчёты и заметки ядер рабочему процессу: JSON и текст.

Провод ради них не нужен: ядро студента пишет что угодно, а разбор JSON дёшев и ничего не заводит.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from autograder.wire import WireError

_MAX_NOTE = 2000
_MAX_DEPTH = 50


def pack(report: dict) -> bytes:
    """Записать отчёт; чего в JSON не бывает, записать текстом."""
    text = json.dumps(report, ensure_ascii=False, skipkeys=True, default=_described)
    return text.encode("utf-8", "replace")


def unpack(data: bytes | bytearray) -> dict:
    """Прочитать отчёт.

    Raises
    ------
    WireError
        Это не отчёт.
    """
    try:
        found = json.loads(data, parse_constant=lambda name: None)
    except (ValueError, RecursionError) as error:
        raise WireError("негодный отчёт") from error
    if type(found) is not dict:
        raise WireError("негодный отчёт")
    return found


def pack_note(text: str) -> bytes:
    """Записать заметку."""
    return text[:_MAX_NOTE].encode("utf-8", "replace")


def unpack_note(data: bytes | bytearray) -> str:
    """Прочитать заметку, не длиннее положенного."""
    return data[:_MAX_NOTE].decode("utf-8", "replace")


def sound_outputs(value: object) -> list[dict]:
    """Выводы ячейки, похожие на выводы; остальное отброшено."""
    items = value if type(value) is list else []
    return [sound for item in items if (sound := _sound(item))]


def _sound(item: object) -> dict | None:
    match item:
        case {"output_type": "stream", "name": "stdout" | "stderr" as name, "text": str(text)}:
            return {"output_type": "stream", "name": name, "text": text}
        case {
            "output_type": "error",
            "ename": str(name),
            "evalue": str(text),
            "traceback": [*rest],
        }:
            lines = [line for line in rest if type(line) is str]
            return {"output_type": "error", "ename": name, "evalue": text, "traceback": lines}
        case {
            "output_type": "display_data" | "execute_result" as kind,
            "data": dict(data),
            "metadata": dict(metadata),
        }:
            result = {"output_type": kind, "data": _shown(data), "metadata": _sizes(metadata)}
            if kind == "display_data":
                return result
            count = item.get("execution_count")
            return {**result, "execution_count": count if type(count) is int else None}
    return None


def _sizes(metadata: dict) -> dict:
    """Размеры картинок — единственное, чему в метаданных верят: шаблоны вставляют их как есть."""
    found = {}
    for kind, value in metadata.items():
        if type(kind) is str and kind.startswith("image/") and type(value) is dict:
            sizes = {name: value.get(name) for name in ("width", "height")}
            found[kind] = {name: size for name, size in sizes.items() if type(size) in (int, float)}
    return found


def _shown(data: dict) -> dict:
    return {
        kind: part
        for kind, part in data.items()
        if type(part) is str or ("json" in kind and _is_shallow(part))
    }


def _is_shallow(value: object, levels: int = _MAX_DEPTH) -> bool:
    """Не вложено ли одно в другое так, что переписать это не хватит стека."""
    parts = value.values() if type(value) is dict else value if type(value) is list else ()
    return levels > 0 and all(_is_shallow(part, levels - 1) for part in parts)


def _described(value: Any) -> str:
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    return repr(value)
