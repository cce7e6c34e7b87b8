"""Выводы ячейки в формате nbformat, не больше отведённого объёма."""

from __future__ import annotations

import io
import json
from typing import Any

_IMAGE_FACTOR = 8
_NOTEBOOK_FACTOR = 128


class Outputs:
    """Накопитель: соседние куски одного потока склеиваются, лишнее отбрасывается с пометкой.

    Картинки дороже текста, им отведён отдельный запас в восемь раз больше.
    """

    def __init__(self, limit_kb: int) -> None:
        self._limit = limit_kb << 10
        self.clear()

    def clear(self) -> None:
        """Начать заново."""
        self.items: list[dict] = []
        self._text_left = self._limit
        self._images_left = self._limit * _IMAGE_FACTOR
        self._cut = False

    def take(self) -> list[dict]:
        """Забрать накопленное."""
        taken, self.items = self.items, []
        self.clear()
        return taken

    def stream(self, name: str, text: str) -> None:
        """Добавить текст потока ``stdout`` или ``stderr``."""
        text = self._fit(text)
        if not text:
            return
        last = self.items[-1] if self.items else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["parts"].append(text)
        else:
            self.items.append({"output_type": "stream", "name": name, "parts": [text]})

    def rich(self, data: dict, metadata: dict, count: int | None = None) -> None:
        """Добавить показанный объект (``count`` — номер, если это значение ячейки)."""
        size = sum(len(part) for part in data.values() if isinstance(part, str | bytes))
        left = self._images_left if any(kind.startswith("image/") for kind in data) else None
        if size > (self._text_left if left is None else left):
            self._note()
            return
        if left is None:
            self._text_left -= size
        else:
            self._images_left -= size
        kind = "display_data" if count is None else "execute_result"
        item: dict[str, Any] = {"output_type": kind, "data": data, "metadata": metadata}
        if count is not None:
            item["execution_count"] = count
        self.items.append(item)

    def error(self, name: str, text: str, lines: list[str]) -> None:
        """Добавить исключение: его видно всегда, каким бы длинным ни был прежний вывод."""
        shown = [line[: self._limit // 4] for line in lines[-40:]]
        self.items.append(
            {"output_type": "error", "ename": name, "evalue": text[:2000], "traceback": shown}
        )

    def _fit(self, text: str) -> str:
        if len(text) <= self._text_left:
            self._text_left -= len(text)
            return text
        kept = text[: self._text_left]
        self._text_left = 0
        self._note()
        return kept

    def _note(self) -> None:
        if not self._cut:
            self._cut = True
            note = f"\n… вывод обрезан: показаны первые {self._limit >> 10} КиБ\n"
            self.items.append({"output_type": "stream", "name": "stderr", "parts": [note]})


def finished(items: list[dict]) -> list[dict]:
    """Склеить куски потоков: получаются словари nbformat."""
    return [
        {"output_type": "stream", "name": item["name"], "text": "".join(item["parts"])}
        if item["output_type"] == "stream"
        else item
        for item in items
    ]


class Room:
    """Запас на выводы всей тетради: ячеек в ней бывают тысячи."""

    def __init__(self, limit_kb: int) -> None:
        self._left = (limit_kb << 10) * _NOTEBOOK_FACTOR

    def fitted(self, items: list[dict]) -> list[dict]:
        """Выводы ячейки, если для них есть место; иначе пометка вместо них."""
        size = len(json.dumps(items))
        if size > self._left:
            note = "… вывод отброшен: у всей тетради его слишком много\n"
            return [{"output_type": "stream", "name": "stderr", "text": note}]
        self._left -= size
        return items


class OutputStream(io.TextIOBase):
    """Замена ``sys.stdout`` и ``sys.stderr``: пишет в накопитель."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, outputs: Outputs, name: str) -> None:
        self._outputs = outputs
        self._name = name

    def writable(self) -> bool:
        """Писать можно."""
        return True

    def write(self, text: str) -> int:
        """Записать текст."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.stream(self._name, text)
        return len(text)
