"""Складной код ячеек с тегом ``hide-input``: подпись кнопки — по-русски и для чтения вслух."""

from myst_nb.sphinx_ import HideCodeCellNode

SUMMARY = """<details class="admonition hide {classes}">
<summary aria-label="Код этой ячейки">
<p class="collapsed admonition-title">Показать код</p>
<p class="expanded admonition-title">Скрыть код</p>
</summary>
"""


def _visit(translator, node):
    translator.body.append(SUMMARY.format(classes=" ".join(node["classes"])))


def _depart(translator, node):
    translator.body.append("</details>\n")


def setup(app):
    """Заменяет вид узла MyST-NB, надпись в котором не переводится."""
    app.add_node(HideCodeCellNode, override=True, html=(_visit, _depart))
