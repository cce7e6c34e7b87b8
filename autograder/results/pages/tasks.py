"""Задачи на странице отзыва: баллы, причины и содержимое каждой."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup
from nbgrader.api import SubmittedNotebook

from autograder.course.assignment import SourceCell, SourceNotebook
from autograder.exam.records import Outcome
from autograder.grading.gradebook import NO_RESPONSE
from autograder.grading.journal import Decision
from autograder.results.pages import inert, outline
from autograder.results.pages.surroundings import Surroundings

_MAX_REASON = 140
# Решение, которое уже звали скрытые проверки, могло напечатать их входы.
_WITHHELD = Markup(
    '<p class="quiet">Вывод этой ячейки смотрите в своей тетради: здесь она исполнялась после '
    "скрытых проверок.</p>"
)


@dataclass(frozen=True)
class Block:
    """Кусок страницы: ``given``, ``prose``, ``code``, ``test`` или ``mark``, и что в нём показать.

    ``given`` — условие: готовая разметка нескольких ячеек подряд.
    """

    kind: str
    body: Markup = Markup("")
    outputs: tuple[Markup, ...] = ()
    anchor: str = ""
    title: str = ""
    outcome: str = ""
    message: str = ""
    score: float = 0.0
    max_score: float = 0.0
    waiting: bool = False
    comment: Markup = Markup("")
    own: bool = False
    unanswered: bool = False

    @property
    def headline(self) -> str:
        """Первая строка сообщения."""
        return self.message.strip().partition("\n")[0]

    @property
    def whole(self) -> bool:
        """Полный ли балл."""
        return self.score >= self.max_score and self.outcome in ("passed", "")

    @property
    def tone(self) -> str:
        """Цвет: ``good``, ``some`` или ``bad``."""
        if self.whole:
            return "good"
        return "some" if self.outcome == "passed" or self.score > 0 else "bad"


@dataclass
class Task:
    """Задача: название, баллы, причины потерь и содержимое."""

    anchor: str
    title: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def graded(self) -> list[Block]:
        """Проверки и ручные оценки."""
        return [b for b in self.blocks if b.kind == "test" or (b.kind == "mark" and b.max_score)]

    @property
    def score(self) -> float:
        """Набранный балл."""
        return sum(block.score for block in self.graded)

    @property
    def max_score(self) -> float:
        """Наибольший балл."""
        return sum(block.max_score for block in self.graded)

    @property
    def waiting(self) -> bool:
        """Ждёт ли что-нибудь преподавателя."""
        return any(block.waiting for block in self.graded)

    @property
    def commented(self) -> bool:
        """Есть ли слова преподавателя."""
        return any(block.comment for block in self.blocks)

    @property
    def tone(self) -> str:
        """Цвет строки: ``good``, ``some``, ``bad`` или ``quiet``, пока оценки нет."""
        if self.waiting and not self.reasons:
            return "quiet"
        if all(block.whole or block.waiting for block in self.graded):
            return "good"
        return "some" if self.score > 0 else "bad"

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Якорь и причина каждой неудачи; одинаковые причины названы один раз."""
        found: dict[str, str] = {}
        empty = next((block for block in self.blocks if block.unanswered), None)
        if empty is not None and self.score < self.max_score:
            return [(empty.anchor, NO_RESPONSE)]
        for block in self.graded:
            if not block.whole and not block.waiting:
                text = block.headline or "балл снижен преподавателем"
                found.setdefault(text, block.anchor)
        return [(anchor, _short(text)) for text, anchor in found.items()]


def _short(text: str) -> str:
    return text if len(text) <= _MAX_REASON else text[: _MAX_REASON - 1].rstrip() + "…"


def tasks(
    source: SourceNotebook,
    cells: list[dict],
    graded: SubmittedNotebook,
    decision: Decision | None,
    around: Surroundings,
    show_tests: bool,
) -> list[Task]:
    """Задачи тетради по порядку.

    Parameters
    ----------
    cells : list of dict
        Ячейки проверенной тетради.
    around : Surroundings
        Картинки и ссылки задания.
    """
    reader = _Reader(source, graded, decision, around, show_tests)
    found = [
        Task(f"task-{number}", section.title)
        for number, section in enumerate(outline.sections(source), start=1)
    ]
    where = {
        cell: place
        for place, section in enumerate(outline.sections(source))
        for cell in section.cells
    }
    place = 0
    for cell, origin in reader.matched(cells):
        place = place if origin is None else where[origin]
        for block in reader.blocks(cell, None if origin is None else source.cells[origin]):
            _append(found[place].blocks, block)
    return [task for task in found if task.blocks]


def _append(blocks: list[Block], block: Block) -> None:
    """Добавляет кусок; соседние куски условия сливаются."""
    if block.kind == "given" and blocks and blocks[-1].kind == "given":
        blocks[-1] = Block("given", blocks[-1].body + block.body)
    else:
        blocks.append(block)


class _Reader:
    """Превращает ячейки проверенной тетради в куски страницы."""

    def __init__(
        self,
        source: SourceNotebook,
        graded: SubmittedNotebook,
        decision: Decision | None,
        around: Surroundings,
        show_tests: bool,
    ) -> None:
        self._source = source
        self._around = around
        self._show_tests = show_tests
        self._after_hidden = False  # исполнялись ли уже скрытые проверки
        self._titles = outline.test_titles(source)
        self._grades = {grade.name: grade for grade in graded.grades}
        self._comments = {comment.name: comment.comment or "" for comment in graded.comments}
        self._outcomes = {
            item.grade_id: item
            for item in (decision.outcomes if decision else ())
            if item.notebook == source.name
        }

    def matched(self, cells: list[dict]):
        """Ячейки и номера их исходных; у собственных ячеек студента номера нет."""
        by_id = {cell.grade_id: i for i, cell in enumerate(self._source.cells) if cell.grade_id}
        plain = [i for i, cell in enumerate(self._source.cells) if not cell.grade_id]
        for cell in cells:
            origin = by_id.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
            if origin is None:
                origin = next(
                    (i for i in plain if self._source.cells[i].source == cell["source"]), None
                )
                if origin is not None:
                    plain.remove(origin)
            yield cell, origin

    def blocks(self, cell: dict, origin: SourceCell | None):
        """Куски страницы для одной ячейки."""
        if origin is not None and origin.kind == "test":
            yield self._test(origin)
            return
        yield self._content(cell, origin)
        grade_id = origin.grade_id if origin else ""
        if grade_id in self._grades or self._comments.get(grade_id):
            yield self._mark(grade_id)

    def _content(self, cell: dict, origin: SourceCell | None) -> Block:
        given = origin is not None and origin.kind != "answer"
        text = origin.released if given else cell["source"]
        if cell["cell_type"] != "code":
            attachments = origin.attachments if given else cell.get("attachments", {})
            body = inert.markdown(text, self._around.picture(attachments), self._around.link)
            body = Markup('<div class="prose">{}</div>').format(body)
        else:
            body = Markup('<pre class="code">{}</pre>').format(inert.text(text))
        outputs = tuple(inert.output(item) for item in cell.get("outputs", []))
        if outputs and self._after_hidden:
            outputs = (_WITHHELD,)
        if given:
            return Block("given", body + self._outputs(outputs))
        own = origin is None or text != origin.released
        return Block("prose" if cell["cell_type"] != "code" else "code", body, outputs, own=own)

    def _outputs(self, outputs: tuple[Markup, ...]) -> Markup:
        if not outputs:
            return Markup("")
        return Markup('<div class="outputs">{}</div>').format(Markup("").join(outputs))

    def _test(self, origin: SourceCell) -> Block:
        self._after_hidden = self._after_hidden or (bool(origin.hidden) and not self._show_tests)
        grade, outcome = self._grades.get(origin.grade_id), self._outcomes.get(origin.grade_id)
        score = float(grade.score) if grade is not None else 0.0
        return Block(
            "test",
            inert.text(origin.source) if self._show_tests else Markup(""),
            anchor=f"test-{origin.grade_id}",
            title=self._titles[origin.grade_id],
            outcome=outcome.outcome if outcome else _by_score(score, origin.points),
            message=self._message(outcome),
            score=score,
            max_score=origin.points,
            waiting=bool(grade is not None and grade.needs_manual_grade),
            comment=self._comment(origin.grade_id),
        )

    def _message(self, outcome: Outcome | None) -> str:
        if outcome is None:
            return ""
        if self._show_tests and outcome.detail:
            return f"{outcome.message}\n{outcome.detail}".strip()
        return outcome.message

    def _mark(self, grade_id: str) -> Block:
        grade = self._grades.get(grade_id)
        return Block(
            "mark",
            unanswered=self._comments.get(grade_id) == NO_RESPONSE,
            anchor=f"mark-{grade_id}",
            score=float(grade.score) if grade is not None else 0.0,
            max_score=float(grade.max_score) if grade is not None else 0.0,
            waiting=bool(grade is not None and grade.needs_manual_grade),
            comment=self._comment(grade_id),
        )

    def _comment(self, grade_id: str) -> Markup:
        text = self._comments.get(grade_id, "").replace(NO_RESPONSE, "")
        return inert.markdown(text, link=self._around.link) if text else Markup("")


def _by_score(score: float, points: float) -> str:
    """Исход, когда известен лишь балл: работу проверял сам nbgrader."""
    return "passed" if score >= points else "failed"
