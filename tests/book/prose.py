"""Исходники глав по частям: текст для читателя, ячейки кода, их метаданные."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

BOOK = Path(__file__).parents[2] / "book"
TOC = BOOK.parent / "_toc.yml"

FENCE = re.compile(r"^(?P<fence>`{3,}|:{3,})(?P<rest>.*)$")
INLINE = [
    re.compile(r"\$\$.+?\$\$(?:\s*\([\w:.-]+\))?", re.DOTALL),
    re.compile(r"\$[^$\n]+(?:\n[^$\n]+)?\$"),
    re.compile(r"\{(?:foot)?cite[^}]*\}`[^`]*`|\{(?:eq|numref|ref)\}`[^`]*`"),
    re.compile(r"\{doc\}`/[^`<]*`"),
]


@dataclass
class Cell:
    """Ячейка кода: строка начала, код, метаданные."""

    line: int
    code: str
    options: dict = field(default_factory=dict)

    @property
    def tags(self):
        return set(self.options.get("tags", []))


def pages():
    """Все страницы книги по порядку оглавления."""
    toc = yaml.safe_load(TOC.read_text("utf-8"))
    names = [toc["root"]]
    for part in toc["parts"]:
        names += [chapter["file"] for chapter in part["chapters"]]
    return [BOOK.parent / f"{name}.md" for name in names]


def chapters():
    """Главы: страницы частей, без титульной, вступлений к частям и приложений."""
    parts = [path for path in pages() if path.parent.name not in ("book", "appendix")]
    return [path for path in parts if path.stem != "index"]


def name(path):
    return path.relative_to(BOOK).with_suffix("").as_posix()


def cells(path):
    """Ячейки кода главы."""
    found = []
    source = path.read_text("utf-8")
    pattern = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    for match in pattern.finditer(source):
        body, options = match[1], {}
        if body.startswith("---\n"):
            header, body = body[4:].split("\n---\n", 1)
            options = yaml.safe_load(header)
        elif short := re.match(r"(?::[\w-]+: .*\n)+", body):
            options = yaml.safe_load(re.sub(r"^:([\w-]+):", r"\1:", short[0], flags=re.MULTILINE))
            body = body[short.end() :]
        found.append(Cell(source.count("\n", 0, match.start()) + 1, body.strip("\n"), options))
    return found


def prose(path):
    """Пары (номер строки, текст): всё, что читается глазами; код и формулы заменены на N."""
    source = re.sub(r"\A---\n.*?\n---\n", _blank, path.read_text("utf-8"), flags=re.DOTALL)
    source = re.sub(
        r"^```(?:\{(?:code-cell|footbibliography|math)\}|python).*?^```$",
        _figure_texts,
        source,
        flags=re.DOTALL | re.MULTILINE,
    )
    for pattern in INLINE:
        source = pattern.sub(lambda match: "N" + _blank(match), source)
    source = re.sub(r"\{(\w+)\}`([^`<]+?)\s*<[^`]+>`", r"\2", source)
    source = re.sub(r"\{term\}`([^`]+)`", r"\1", source)
    source = re.sub(r"(?<!`)`[^`\n]+`", "N", source)
    source = re.sub(r"\]\([^)]+\)", "]", source)
    lines = []
    for number, line in enumerate(source.split("\n"), 1):
        if re.match(r'^(\([\w:.-]+\)=|:[\w-]+: ?(?:[\w, -]*|"[^"]*"))$', line):
            continue
        opening = re.match(r"^(?:`{3,}|:{3,})\{[\w-]+\}\s*(.*)$", line)
        if opening:
            directive = re.search(r"\{([\w-]+)\}", line)[1]
            line = "" if directive in ("widget", "solution-start") else opening[1]
        if re.match(r"^[`:]{3,}$|^\|[\s:|-]+\|$", line):
            continue
        if line.strip():
            lines.append((number, line))
    return lines


def _blank(match):
    """Пустые строки на месте вырезанного, чтобы номера не сбились."""
    return "\n" * match[0].count("\n")


def _figure_texts(match):
    """От ячейки кода остаются подпись и описание рисунка: их тоже читают."""
    kept = [
        re.sub(r"^\s*(?:caption|alt):\s*", "", line).strip('"')
        if re.match(r"^\s*(?:caption|alt): ", line)
        else ""
        for line in match[0].split("\n")
    ]
    return "\n".join(kept)
