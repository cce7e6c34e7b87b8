"""Тетрадь для скачивания: у каждой главы — исполненный ``.ipynb``, понятный JupyterLab.

MyST-NB кладёт исполненную тетрадь в ``jupyter_execute``; здесь она переписывается обычным
Markdown, чтобы без расширений читались и формулы, и вопросы, и упражнения.
"""

import copy
import re
from pathlib import Path

import nbformat
from myst_nb.core import render

HIDDEN = "remove-cell"  # ячейки с проверками: читателю не нужны
CLOSING_FENCE = re.compile(r"^(:{3,}|`{3,}|~{3,})\s*$")
OPENING_FENCE = re.compile(r"^(?P<fence>:{3,}|`{3,})\{(?P<name>[\w-]+)\}\s*(?P<title>.*)$")
HEADINGS = {
    "exercise-start": "Упражнение",
    "solution-start": "Решение",
    "exercise": "Упражнение",
    "solution": "Решение",
    "note": "Замечание",
    "tip": "Подсказка",
    "warning": "Осторожно",
    "important": "Важно",
    "seealso": "См. также",
}
DROPPED = {"footbibliography", "exercise-end", "solution-end", "widget"}


def readable_markdown(source):
    """Переводит MyST в обычный Markdown: вместо директив — заголовки, вместо ролей — текст."""
    lines, open_fences = [], []
    options = False
    for line in source.splitlines():
        if options and re.match(r"^:[\w-]+:", line):
            continue
        options = False
        opening = OPENING_FENCE.match(line)
        if opening:
            name, title = opening["name"], opening["title"]
            options = True
            open_fences.append((opening["fence"], name))
            lines.extend(_opening(name, title))
        elif CLOSING_FENCE.match(line) and open_fences and line.strip() == open_fences[-1][0]:
            _, name = open_fences.pop()
            if name == "math":
                lines.append("$$")
        elif not re.match(r"^\([\w:.-]+\)=\s*$", line):
            inside = open_fences and open_fences[-1][1] in DROPPED
            if not inside:
                lines.append(_plain_roles(line))
    return "\n".join(lines).strip("\n")


def _opening(name, title):
    if name == "math":
        return ["$$"]
    if name in DROPPED:
        return []
    heading = HEADINGS.get(name)
    if heading and title and name not in ("solution-start", "solution"):
        heading = f"{heading}. {title}"
    heading = heading or title
    return [f"**{_plain_roles(heading)}**", ""] if heading else []


def _plain_roles(line):
    line = re.sub(r"\{[\w:-]+\}`([^`<]+?)\s*<[^`>]+>`", r"\1", line)
    line = re.sub(r"\s*\{foot(?:cite)(?::\w)?\}`[^`]+`", "", line)
    line = re.sub(r"\{(?:eq|numref|ref|doc)\}`[^`]+`", "…", line)
    line = re.sub(r"\{[\w:-]+\}`([^`]+)`", r"\1", line)
    line = re.sub(r"(\$\$)\s*\([\w:.-]+\)\s*$", r"\1", line)
    return re.sub(r"\[([^\]]+)\]\((?!https?:|#)[^)]+\.md(?:#[^)]*)?\)", r"\1", line)


def readable_notebook(notebook):
    """Копия исполненной тетради без служебных ячеек и разметки MyST."""
    result = nbformat.from_dict(notebook)
    result.cells = []
    for cell in notebook.cells:
        if HIDDEN in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            cell.source = readable_markdown(cell.source)
            if not cell.source:
                continue
        result.cells.append(cell)
    return result


def _executed(app, pagename):
    return Path(app.outdir).parent / "jupyter_execute" / f"{pagename}.ipynb"


def _offer_notebook(app, pagename, templatename, context, doctree):
    if doctree is not None and _executed(app, pagename).exists():
        context["ipynb_source"] = f"{pagename}.ipynb"


def _write_notebooks(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    for pagename in app.env.found_docs:
        source = _executed(app, pagename)
        if source.exists():
            notebook = readable_notebook(nbformat.read(source, as_version=4))
            target = Path(app.outdir) / "_sources" / f"{pagename}.ipynb"
            target.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, target)


def merging_copies(merge):
    """Слияние вывода, которое не трогает самой тетради.

    MyST-NB сливает куски печати по месту, и в тетради, которую он потом записывает, строки
    повторяются, а пустые в конце пропадают.
    """
    return lambda outputs: merge(copy.deepcopy(outputs))


def setup(app):
    """Добавляет кнопку скачивания и пишет тетради после сборки."""
    render.coalesce_streams = merging_copies(render.coalesce_streams)
    app.connect("html-page-context", _offer_notebook, priority=100)
    app.connect("build-finished", _write_notebooks)
