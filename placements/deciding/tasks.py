"""Things to do by a day: made by the steps that start their clock, closed by whoever did them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.people import must_say
from placements.errors import Conflict, NotFound
from placements.models.task import Task, TaskState
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ToDo:
    """A task before it is written: the rule behind it and its source, what, who and by when."""

    rule: str
    what: str
    who: str
    due_on: dt.date
    source: str
    draft: bool = False
    restricted: bool = False


def add_task(work: UnitOfWork, todo: ToDo, **about: Any) -> Task:  # noqa: ANN401 - ids of what the task is about
    """Write a task; `about` names referral_id, child_id, offer_id, decision_id, notice_id or challenge_id."""
    task = Task(**vars(todo), made_at=work.clock(), made_by=work.viewer.name, **about)
    work.session.add(task)
    return task


def close_task(work: UnitOfWork, task_id: int, words: str, *, by: str | None = None, needed: bool = True) -> Task:
    """Note that a task was done, by whom and how; or why it is not needed any more."""
    work.viewer.must(Permission.DO_TASKS)
    task = work.session.get(Task, task_id)
    if task is None or (task.restricted and not work.viewer.may(Permission.SEE_RESTRICTED)):
        raise NotFound("There is no such task.", given=task_id, do_next="See the list of tasks.")
    if task.state is not TaskState.OPEN:
        raise Conflict("The task is closed already.", given=task_id, do_next="See who closed it, and how.")
    task.state = TaskState.DONE if needed else TaskState.NOT_NEEDED
    task.closed_on, task.closed_by = work.clock().date(), by or work.viewer.name
    task.words = must_say("What was done, or why it is not needed,", words)
    work.record(Event.TASK_CLOSED, f"task {task_id}", now=task.state)
    return task


def close_by_rule(work: UnitOfWork, rule: str, words: str, **about: int | None) -> None:
    """Close the open tasks of one rule about the same thing, because the step they waited for was taken."""
    query = sa.select(Task).where(Task.rule == rule, Task.state == TaskState.OPEN)
    for column, value in about.items():
        query = query.where(getattr(Task, column) == value)
    for task in work.session.scalars(query):
        task.state, task.words = TaskState.DONE, words
        task.closed_on, task.closed_by = work.clock().date(), work.viewer.name


def drop_tasks_of_offer(work: UnitOfWork, offer_id: int, words: str) -> None:
    """Close what was still to be done for an offer that came to nothing, as not needed."""
    query = sa.select(Task).where(Task.offer_id == offer_id, Task.state == TaskState.OPEN)
    for task in work.session.scalars(query):
        task.state, task.words = TaskState.NOT_NEEDED, words
        task.closed_on, task.closed_by = work.clock().date(), work.viewer.name
