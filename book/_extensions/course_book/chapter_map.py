"""Карта книги: что на чём стоит, сколько читать и насколько трудно.

Опоры и трудность глав записаны в ``chapters.yml``, время чтения считается по самой странице.
Под названием каждой главы появляется строка с ними, а директива ``chapter-map`` рисует все главы
сразу: столбец названий и дуги от главы к её опорам.
"""

from functools import cache
from html import escape
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

DATA = Path(__file__).parents[2] / "chapters.yml"
WORDS_A_MINUTE, CODE_LINES_A_MINUTE, FORMULAS_A_MINUTE = 110, 10, 4
HARDEST = 3


class chapter_map(nodes.General, nodes.Element):  # noqa: N801 — узлы docutils зовутся строчными
    """Место карты на странице; рисуется, когда известны все главы."""


class ChapterMap(SphinxDirective):
    """Директива ``chapter-map``."""

    def run(self):
        """Оставляет место для карты."""
        return [chapter_map()]


@cache
def chapters():
    """Главы по порядку книги: имя страницы → опоры и трудность."""
    return {
        f"book/{name}": {**facts, "needs": [f"book/{need}" for need in facts["needs"]]}
        for name, facts in yaml.safe_load(DATA.read_text("utf-8")).items()
    }


def reading_minutes(doctree):
    """Время чтения главы в минутах, округлённое до пяти; упражнения и ответы не в счёт."""
    aside = {"exercise", "solution", "dropdown", "tag_remove-cell", "tag_hide-input", "cell_output"}
    words = lines = formulas = 0

    def measure(node):
        nonlocal words, lines, formulas
        if aside & set(node.get("classes", [])):
            return
        if isinstance(node, nodes.literal_block):
            lines += node.astext().count("\n") + 1
        elif isinstance(node, nodes.math_block):
            formulas += 1
        elif isinstance(node, nodes.TextElement):
            words += len(node.astext().split())
        else:
            for child in node.children:
                if isinstance(child, nodes.Element):
                    measure(child)

    measure(doctree)
    minutes = words / WORDS_A_MINUTE + lines / CODE_LINES_A_MINUTE + formulas / FORMULAS_A_MINUTE
    return max(5, 5 * round(minutes / 5))


def _measure(app, doctree):
    if app.env.docname in chapters():
        app.env.metadata[app.env.docname]["minutes"] = reading_minutes(doctree)


def _redraw(app, env):
    """Страница с картой переписывается, когда изменилось название или время какой-нибудь главы."""
    seen = {
        name: (env.titles[name].astext(), env.metadata[name]["minutes"])
        for name in chapters()
        if name in env.titles
    }
    changed, env.chapter_map_seen = getattr(env, "chapter_map_seen", None) != seen, seen
    return [env.config.root_doc] if changed else []


def _facts(app, docname, doctree):
    facts = chapters()[docname]
    line = nodes.paragraph(classes=["chapter-facts"])
    if facts["needs"]:
        line += nodes.Text("Опирается на главы: ")
    for index, need in enumerate(facts["needs"]):
        uri = app.builder.get_relative_uri(docname, need)
        title = app.env.titles[need].astext()
        line += nodes.Text(", " if index else "")
        line += nodes.reference("", f"«{title}»", refuri=uri, internal=True)
    if facts["needs"]:
        line += nodes.Text(". ")
    minutes, difficulty = app.env.metadata[docname]["minutes"], facts["difficulty"]
    line += nodes.Text(f"Читать около {minutes} минут; трудность {difficulty} из {HARDEST}.")
    title = next(doctree.findall(nodes.title))
    title.parent.insert(title.parent.index(title) + 1, line)


def draw(app, docname):
    """HTML карты: список глав и дуги рядом с ним."""
    titles = app.env.titles
    row = {name: index for index, name in enumerate(chapters())}
    reach = {name: [row[name] - row[need] for need in chapters()[name]["needs"]] for name in row}
    longest = max(distance for distances in reach.values() for distance in distances)
    arcs, items, part = [], [], None
    for name, facts in chapters().items():
        bottom = row[name] + 0.5
        for distance in reach[name]:
            top, far = bottom - distance, 1 - 1.3 * (distance / longest) ** 0.6
            arcs.append(
                f'<path data-to="{row[name]}" '
                f'd="M1,{top} C{far:.3f},{top} {far:.3f},{bottom} 1,{bottom}"/>'
            )
        opens = "" if name.split("/")[1] == part else ' class="opens-part"'
        part, hard = name.split("/")[1], facts["difficulty"]
        needs = ", ".join(titles[need].astext() for need in facts["needs"]) or "ни на что"
        items.append(
            f'<li{opens} data-needs="{" ".join(str(row[need]) for need in facts["needs"])}">'
            f'<a href="{app.builder.get_relative_uri(docname, name)}">'
            f"{escape(titles[name].astext())}</a>"
            f'<span class="visually-hidden">, опирается на главы: {escape(needs)}; </span>'
            f'<span class="chapter-cost">{app.env.metadata[name]["minutes"]}&nbsp;мин '
            f'<span class="difficulty" role="img" aria-label="трудность {hard} из {HARDEST}">'
            f"{'●' * hard}{'○' * (HARDEST - hard)}</span></span></li>"
        )
    return (
        f'<div class="chapter-map"><svg viewBox="0 0 1 {len(row)}" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(arcs)}</svg><ol>{"".join(items)}</ol></div>'
    )


def _place(app, doctree, docname):
    if docname in chapters():
        _facts(app, docname, doctree)
    for node in list(doctree.findall(chapter_map)):
        node.replace_self(nodes.raw("", draw(app, docname), format="html"))


def setup(app):
    """Подключает карту и строки под названиями глав."""
    app.add_node(chapter_map)
    app.add_directive("chapter-map", ChapterMap)
    app.connect("doctree-read", _measure)
    app.connect("env-updated", _redraw)
    app.connect("doctree-resolved", _place)
