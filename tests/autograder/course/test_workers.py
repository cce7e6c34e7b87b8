"""Рабочие процессы: гибель одного никого не задевает, гибель хозяина ничего не теряет."""

from __future__ import annotations

import json
import multiprocessing
import random
import time

import pytest
from errands import (
    always_die,
    die_once,
    kill_on_ann,
    leave_mark,
    make_unsendable,
    naive_task,
    refuse,
    slow_task,
    square,
)

from autograder.grading.grading import Conditions, Grading
from autograder.grading.journal import Journal
from autograder.grading.workers import LocalWorkers, WorkerLost


@pytest.fixture(scope="module")
def workers():
    executor = LocalWorkers(2)
    yield executor
    executor.shutdown()


def test_a_killed_worker_repeats_its_job_and_harms_no_other(workers, tmp_path):
    killed = [workers.submit(die_once, str(tmp_path / str(number))) for number in range(2)]
    others = [workers.submit(square, number) for number in range(6)]
    assert [future.result(300) for future in others] == [0, 1, 4, 9, 16, 25]
    assert [future.result(300) for future in killed] == ["жив", "жив"]


def test_a_job_that_always_kills_is_given_up_and_the_rest_goes_on(workers):
    hopeless, after = workers.submit(always_die, None), workers.submit(square, 3)
    with pytest.raises(WorkerLost):
        hopeless.result(300)
    assert after.result(300) == 9


def test_an_exception_comes_back(workers):
    with pytest.raises(ValueError, match="нет"):
        workers.submit(refuse, None).result(300)


def run_grading(classroom) -> None:
    classroom.grade(task=slow_task)


@pytest.mark.slow
def test_twenty_kills_of_the_grader_lose_nothing_and_repeat_nothing(classroom):
    students = [f"s{number:02}" for number in range(24)]
    for number, student in enumerate(students):
        wrong = f"def double(x):\n    return {number % 3} * x"
        classroom.submit(student, wrong, why=f"Ответ {number}.")
    chance = random.Random(7)
    fork = multiprocessing.get_context("fork")
    kills = 0
    for _ in range(20):
        process = fork.Process(target=run_grading, args=(classroom,))
        process.start()
        process.join(chance.uniform(0.02, 0.2))
        if process.is_alive():
            process.kill()
            kills += 1
        process.join()
    classroom.grade()
    assert kills >= 5
    with Journal(classroom.course.state) as journal:
        history = list(journal.history("hw"))
    assert sorted(d.student for d in history) == students
    assert all(d.recorded for d in history)
    for number, student in enumerate(students):
        right = number % 3 == 2
        scores = classroom.scores(student)
        assert scores["test_double"][0] == (2 if right else 0)
        assert scores["why"] == (None, None, True)


def test_a_vanished_worker_is_no_zero(classroom):
    classroom.submit("ann")
    classroom.submit("bob")
    executor = LocalWorkers(1)
    try:
        grading = Grading(classroom.course, "hw", Conditions(), executor, 2, kill_on_ann)
        summary = grading.run(["ann", "bob"])
    finally:
        executor.shutdown()
    assert summary.graded == ["bob"] and list(summary.failed) == ["ann"]
    assert classroom.decision("ann") is None


def test_stopping_does_not_wait_for_a_long_job():
    executor = LocalWorkers(1)
    executor.submit(square, 1).result(300)
    endless = executor.submit(time.sleep, 600)
    started = time.monotonic()
    time.sleep(0.2)
    executor.stop()
    assert time.monotonic() - started < 60
    with pytest.raises(WorkerLost):
        endless.result(1)


def test_nothing_starts_after_a_stop(tmp_path):
    executor = LocalWorkers(2)
    executor.submit(square, 1).result(300)
    waiting = [executor.submit(leave_mark, str(tmp_path / str(n))) for n in range(200)]
    while not list(tmp_path.iterdir()):
        time.sleep(0.001)
    executor.stop()
    begun = len(list(tmp_path.iterdir()))
    with pytest.raises(RuntimeError, match="остановлен"):
        executor.submit(square, 2)
    time.sleep(0.5)
    assert 0 < begun == len(list(tmp_path.iterdir())) < 200
    assert all(future.done() for future in waiting)


def test_a_stop_kills_no_strangers():
    stranger = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    stranger.start()
    executor = LocalWorkers(1)
    executor.submit(square, 1).result(300)
    executor.stop()
    stranger.join(0.5)
    assert stranger.is_alive()
    stranger.kill()
    stranger.join()


def test_a_value_that_cannot_travel_is_told(workers):
    for call in ((square, lambda: 1), (make_unsendable, 1)):
        with pytest.raises(Exception, match="(?i)pickle"):
            workers.submit(*call).result(300)
    assert workers.submit(square, 5).result(300) == 25


def test_results_travel_as_plain_json(classroom):
    classroom.submit("ann")
    seen = []

    def task(job):
        seen.append(naive_task(job))
        return seen[-1]

    classroom.grade(task=task)
    assert list(json.loads(seen[0])) == ["examinations"]
