"""Решение по одной работе: исходы, замеченное и то, из чего они сложились."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.course.assignment import Assignment
from autograder.exam.records import Examination
from autograder.grading.journal import Decision
from autograder.grading.outcomes import all_outcomes
from autograder.grading.rebuild import Rebuilt
from autograder.submission.submission import Submission


@dataclass
class Ticket:
    """Работа в пути: что прислано, что из этого собрано и который раз проверяется.

    ``alone`` — все прочие работы уже проверены: на соседей исхода не списать.
    """

    submission: Submission
    rebuilt: dict[str, Rebuilt]
    key: str
    attempts: int = 1
    alone: bool = False


def decide(
    assignment: Assignment, ticket: Ticket, examinations: list[Examination], environment: str
) -> Decision:
    """Складывает решение из исходов, замеченного при сборке и замеченного на экзамене."""
    submission = ticket.submission
    done = dict(zip(submission.notebooks, examinations, strict=True))
    noticed = list(submission.incidents)
    for name in done:
        noticed += ticket.rebuilt[name].incidents
        noticed += done[name].incidents
    phases: dict[str, float] = {}
    for examination in examinations:
        for phase, seconds in examination.phases.items():
            phases[phase] = round(phases.get(phase, 0.0) + seconds, 6)
    problems = submission.problems
    return Decision(
        assignment=assignment.name,
        student=submission.student,
        key=ticket.key,
        submission=submission.digest,
        environment=environment,
        status=min((p.status for p in problems.values()), default="graded"),
        outcomes=tuple(all_outcomes(assignment, done, problems, ticket.rebuilt)),
        incidents=tuple(dict.fromkeys(noticed)),
        seeds={name: ticket.rebuilt[name].exam.seed for name in done},
        notes={name: str(problem) for name, problem in problems.items()},
        phases=phases,
        attempts=ticket.attempts,
    )
