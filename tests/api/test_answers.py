from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from api.answers import Answers


def test_an_answer_is_worked_out_once_for_a_state_of_the_data() -> None:
    answers = Answers()
    asked: list[int] = []

    def work_out() -> int:
        asked.append(1)
        return len(asked)

    assert [answers.kept("question", version, work_out) for version in (1, 1, 2, 2, 2)] == [1, 1, 2, 2, 2]


def test_two_who_ask_at_once_get_one_answer_worked_out_once() -> None:
    answers, begun, go_on = Answers(), threading.Event(), threading.Event()
    asked: list[int] = []

    def slow() -> str:
        asked.append(1)
        begun.set()
        assert go_on.wait(30)
        return "answer"

    got: list[str] = []
    people = [threading.Thread(target=lambda: got.append(answers.kept("question", 1, slow))) for _ in range(4)]
    for person in people:
        person.start()
    assert begun.wait(30)
    go_on.set()
    for person in people:
        person.join(30)
    assert got == ["answer"] * 4
    assert len(asked) == 1


def test_a_failure_is_not_kept() -> None:
    answers = Answers()

    def fails() -> str:
        raise LookupError("not yet")

    with pytest.raises(LookupError):
        answers.kept("question", 1, fails)
    assert answers.kept("question", 1, lambda: "now") == "now"


def test_the_answer_asked_for_least_recently_leaves_first() -> None:
    answers = Answers(at_most=2)
    for question in ("a", "b", "a", "c"):
        answers.kept(question, 1, lambda: "first")
    assert answers.kept("a", 1, lambda: "again") == "first"
    assert answers.kept("b", 1, lambda: "again") == "again"


def until(done: Callable[[], bool]) -> None:
    """Wait for what is worked out beside."""
    end = time.monotonic() + 10
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_an_answer_that_is_there_after_a_moment_is_waited_for() -> None:
    assert Answers(patience=30).begun("short", 1, lambda: time.sleep(0.05))


def test_an_answer_that_takes_long_is_begun_beside_once_and_then_at_hand() -> None:
    answers, go = Answers(patience=0), threading.Event()
    asked: list[int] = []

    def work_out() -> int:
        asked.append(1)
        go.wait(10)
        return 7

    assert not answers.begun("long", 1, work_out)
    until(lambda: bool(asked))
    assert not answers.begun("long", 1, work_out)
    go.set()
    until(lambda: answers.begun("long", 1, work_out))
    assert answers.kept("long", 1, work_out) == 7
    assert asked == [1]


def test_what_goes_wrong_beside_is_told_to_whoever_asks_next_and_tried_again() -> None:
    answers, go = Answers(patience=0), threading.Event()

    def fail() -> int:
        go.wait(10)
        raise ValueError("no such thing")

    assert not answers.begun("long", 1, fail)
    go.set()

    def told() -> bool:
        try:
            return answers.begun("long", 1, fail)
        except ValueError:
            return True

    until(told)
    until(lambda: answers.begun("long", 1, lambda: 7))
