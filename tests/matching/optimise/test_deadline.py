"""A time limit holds, also where the work does not look at its clock."""

from __future__ import annotations

from threading import Event

import pytest

from matching.optimising.deadline import Deadline, OutOfTime


def test_work_that_does_not_come_back_is_not_waited_for() -> None:
    released, ended = Event(), Event()

    def stubborn(_seconds: float) -> None:
        released.wait()
        ended.set()

    with pytest.raises(OutOfTime):
        Deadline(0.01).bounding(stubborn)
    released.set()
    assert ended.wait(60)


def test_work_is_told_the_seconds_left_and_its_result_comes_back() -> None:
    assert 0 < Deadline(60).bounding(lambda seconds: seconds) <= 60


def test_a_fault_in_the_work_is_not_swallowed() -> None:
    def faulty(_seconds: float) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Deadline(60).bounding(faulty)


def test_a_share_of_the_time_ends_before_the_whole() -> None:
    whole = Deadline(60)
    assert whole.share(0.5).seconds_left <= 30 < whole.seconds_left


def test_no_time_left_is_said() -> None:
    with pytest.raises(OutOfTime):
        Deadline(1e-9).check()
