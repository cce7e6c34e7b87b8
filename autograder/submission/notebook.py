"""Чтение тетради, которой нельзя верить: только типы и тексты ячеек, остальное — показания.

Результат — чистые данные. Ни одна строка тетради не исполняется и не подставляется в пути.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import nbformat

from autograder.wording.problems import SubmissionProblem
from autograder.wording.untrusted_text import visible

MAX_BYTES = 32 * 2**20
_MAX_OLD_BYTES = 4 * 2**20  # тетради старых версий переписывает nbformat, и памяти ему нужно много
MAX_CELLS = 2000
_TYPES = {"code", "markdown", "raw"}
_RASTER = ("image/png", "image/jpeg")


@dataclass(frozen=True)
class PlainCell:
    """Ячейка присланной тетради.

    Attributes
    ----------
    cell_type : str
        ``code``, ``markdown`` или ``raw``.
    source : str
        Исходный текст, пригодный для записи в UTF-8.
    claims : dict
        Метаданные ``nbgrader``, как их прислали: им не верят, но о расхождении сообщают.
    attachments : dict
        Растровые картинки, вложенные в текст: имя → вид MIME → base64.
    """

    cell_type: str
    source: str
    claims: dict = field(default_factory=dict)
    attachments: dict = field(default_factory=dict)

    @property
    def grade_id(self) -> str:
        """Заявленный идентификатор; пустая строка, если его нет."""
        value = self.claims.get("grade_id")
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class PlainNotebook:
    """Присланная тетрадь: ячейки и заявленное ядро (имя и язык)."""

    cells: tuple[PlainCell, ...]
    kernel: str = ""
    language: str = ""


def read_notebook(data: bytes) -> PlainNotebook:
    """Читает тетрадь любой версии nbformat.

    Raises
    ------
    SubmissionProblem
        Если это не тетрадь: пустой файл, не JSON, неизвестная версия, слишком большая.
    """
    if len(data) > MAX_BYTES:
        raise SubmissionProblem("too_large", too_large(len(data)))
    if not data.strip():
        raise SubmissionProblem("malformed", "Файл тетради пуст.")
    content = _parse(data)
    if content.get("nbformat") != 4:
        if len(data) > _MAX_OLD_BYTES:
            raise SubmissionProblem("too_large", too_large(len(data), _MAX_OLD_BYTES))
        content = _upgrade(content)
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise SubmissionProblem("malformed", "В тетради нет списка ячеек.")
    if len(cells) > MAX_CELLS:
        raise SubmissionProblem(
            "too_large", f"Ячеек в тетради {len(cells)}, а можно не больше {MAX_CELLS}."
        )
    metadata = _dict(content.get("metadata"))
    kernelspec, info = _dict(metadata.get("kernelspec")), _dict(metadata.get("language_info"))
    return PlainNotebook(
        tuple(_cell(cell) for cell in cells if isinstance(cell, dict)),
        kernel=_text(kernelspec.get("name")),
        language=_text(kernelspec.get("language") or info.get("name")),
    )


def too_large(size: int, limit: int = MAX_BYTES) -> str:
    """Фраза о слишком большой тетради; размеры в байтах."""
    return f"Тетрадь занимает {size / 2**20:.0f} МБ, а можно не больше {limit >> 20} МБ."


def _parse(data: bytes) -> dict:
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise SubmissionProblem("malformed", "Тетрадь испорчена: слишком глубокий JSON.") from None
    except UnicodeDecodeError:
        raise SubmissionProblem("malformed", "Файл — не тетрадь: это не текст UTF-8.") from None
    except json.JSONDecodeError as exc:
        place = f"строка {exc.lineno}, знак {exc.colno}"
        raise SubmissionProblem("malformed", f"Файл — не тетрадь: это не JSON ({place}).") from None
    except ValueError:
        raise SubmissionProblem("malformed", "Файл — не тетрадь: в нём негодное число.") from None
    if not isinstance(content, dict):
        raise SubmissionProblem("malformed", "Файл — не тетрадь: в нём JSON другого вида.")
    return content


def _upgrade(content: dict) -> dict:
    """Поднимает тетрадь старой версии до четвёртой."""
    version = content.get("nbformat")
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= 3:
        raise SubmissionProblem(
            "malformed", f"Неизвестная версия формата тетради: {visible(repr(version))[:40]}."
        )
    try:
        return nbformat.convert(nbformat.from_dict(content), 4)
    except Exception as exc:
        raise SubmissionProblem(
            "malformed",
            f"Тетрадь старой версии {version} не читается: {visible(str(exc))[:100]}.",
        ) from None


def _cell(cell: dict) -> PlainCell:
    kind = cell.get("cell_type")
    claims = _dict(_dict(cell.get("metadata")).get("nbgrader"))
    kind = kind if kind in _TYPES else "raw"
    attachments = _dict(cell.get("attachments")) if kind == "markdown" else {}
    return PlainCell(kind, _text(cell.get("source")), claims, _pictures(attachments))


def _pictures(attachments: dict) -> dict:
    found = {}
    for name, parts in attachments.items():
        raster = {mime: _text(_dict(parts).get(mime)) for mime in _RASTER if mime in _dict(parts)}
        if raster:
            found[_text(name)] = raster
    return found


def _dict(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    """Текст ячейки: строка или список строк; непарные суррогаты заменяются."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode("utf-8")
