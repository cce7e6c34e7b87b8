"""Упражнения и складные решения по-русски: «Решение упражнения 3.1».

sphinx-exercise собирает заголовок решения из английского «Solution to» и имени упражнения:
русский падеж так не получить, поэтому заголовок составляется заново. Само решение
сворачивается средствами HTML и открывается без скриптов.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import solution_node
from sphinx_exercise.utils import get_node_number


class solution_summary(nodes.title):  # noqa: N801 — узлы docutils зовутся строчными буквами
    """Заголовок решения, он же кнопка, которая его раскрывает."""


class RussianSolutionTitles(SphinxPostTransform):
    """Переписывает заголовки решений после того, как sphinx-exercise их составил."""

    default_priority = 21  # сразу вслед за тем же преобразованием sphinx-exercise

    def run(self, **kwargs):
        """Меняет заголовок каждого решения."""
        registry = getattr(self.env, "sphinx_exercise_registry", {})
        for solution in self.document.findall(solution_node):
            exercise = registry.get(solution["target_label"], {}).get("node")
            if exercise is None:
                continue  # о неизвестной метке sphinx-exercise уже предупредил
            number = get_node_number(self.app, exercise, "exercise")
            text = f"Решение упражнения {number}"
            solution.replace(solution.children[0], solution_summary("", "", nodes.Text(text)))
            solution["title"] = text


def _visit_solution(translator, node):
    translator.body.append(translator.starttag(node, "details", CLASS="admonition"))


def _depart_solution(translator, node):
    translator.body.append("</details>\n")


def _visit_summary(translator, node):
    translator.body.append(translator.starttag(node, "summary", "", CLASS="admonition-title"))


def _depart_summary(translator, node):
    translator.body.append("</summary>\n")


def setup(app):
    """Подключает преобразование и вид решений в HTML."""
    app.add_post_transform(RussianSolutionTitles)
    app.add_node(solution_summary, html=(_visit_summary, _depart_summary))
    app.add_node(solution_node, override=True, html=(_visit_solution, _depart_solution))
