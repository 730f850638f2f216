"""Offers, decisions, tasks and notices as tables for a desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.printing.console import answers, table
from api.shapes.deciding import Decision, InTheWay, Notice, Offer, Restricted, Task
from api.words import day, pounds


def print_offers(offers: Sequence[Offer]) -> None:
    """Offers, the oldest first, each with its last step."""
    rows = table("Offers", "Offer", "Referral", "Children", "Home or provider", "State", "Last step")
    for one in offers:
        last = one.steps[-1]
        said = f"{day(last.at)}, {last.by}" + (f": {last.words}" if last.words else "")
        whom = one.home or one.provider or ""
        rows.add_row(str(one.offer), one.referral, ", ".join(one.children), whom, one.state, said)
    answers().print(rows)


def print_in_the_way(number: int, found: Sequence[InTheWay]) -> None:
    """What stands in the way of a decision, and who can clear it."""
    if not found:
        say(f"Offer {number}: nothing stands in the way. A named person may decide.")
        return
    rows = table(f"In the way of a decision on offer {number}", "About", "What", "Who can clear it")
    for one in found:
        rows.add_row(one.about, one.what, one.who)
    answers().print(rows)


def print_decision(made: Decision) -> None:
    """A decision: the child's wishes first, then who decided, why, and what was seen."""
    for view in made.wishes:
        whose = "wants" if view["view"] == "wishes" else "and the parents want"
        say(f"{view['child']} {whose}: {view['words'] or view['answer'] or 'not recorded'}")
    if made.wishes_weighed:
        say(f"What was done about it: {made.wishes_weighed}")
    say(f"Decision {made.decision}, {day(made.at)}: {made.decided_by} ({made.role.replace('_', ' ')}).")
    say(f"Why: {made.reason}")
    if made.snapshot.get("against_veto"):
        say(f"A child said no to this home; why all the same: {made.snapshot['against_veto']}")
    if made.override is not None:
        say(f"Option {made.overridden_rank} ranked above: {made.override.replace('_', ' ')}.")
    seen = f"{len(made.options_seen)} options of search {made.search}" if made.search else "nothing: it happened"
    versions = ", ".join(f"{name} {version}" for name, version in made.versions.items())
    say(f"Seen: {seen}." + (f" Versions: {versions}." if versions else ""))
    if made.contest_route:
        say(f"How to question it: {made.contest_route}")


def print_tasks(tasks: Sequence[Task]) -> None:
    """Open tasks, the earliest first; late ones say so."""
    if not tasks:
        say("Nothing is to be done.")
        return
    rows = table("To do", "Task", "Due", "What", "Who", "About")
    for one in tasks:
        due = f"{day(one.due_on)}" + (", late" if one.late else "")
        what = one.what + (" (draft rule)" if one.draft else "")
        about = ", ".join(name for name in (one.child, one.referral) if name)
        rows.add_row(str(one.task), due, what, one.who, about)
    answers().print(rows)


def print_notices(notices: Sequence[Notice]) -> None:
    """Notices that run, with what was tried."""
    if not notices:
        say("No notice runs.")
        return
    rows = table("Notice on a home", "Notice", "Child", "Home", "Ends", "Meeting", "Tried first", "Search beside")
    for one in notices:
        met = f"held {day(one.met_on)}" if one.met_on else f"due {day(one.meeting_on)}"
        tried = "; ".join(f"{what.what} {pounds(what.weekly_pence)} a week" for what in one.tried) or "nothing yet"
        rows.add_row(
            str(one.notice), one.child, one.home or "", day(one.ends_on), met, tried, one.referral or "not yet"
        )
    answers().print(rows)


def print_restricted(lines: Sequence[Restricted]) -> None:
    """The director's list."""
    rows = table("Never suggested, and made", "Decision", "What", "Children", "Where", "Since", "Still there", "Next")
    for one in lines:
        task = one.tasks[0] if one.tasks else None
        following = f"{task['what']} by {day(task['due_on'])}" if task else ""
        where, there = one.home or one.place or "", "yes" if one.still_there else "no"
        what, children = one.happened.replace("_", " "), ", ".join(one.children)
        rows.add_row(str(one.decision), what, children, where, day(one.starts_on), there, following)
    answers().print(rows)


def print_shortlist(number: int, options: Sequence[dict[str, Any]]) -> None:
    """Options side by side: the parts before the number."""
    rows = table(f"Shortlist {number}", "Rank", "Home", "Children", "Fit", "Parts", "Approvals")
    for one in options:
        parts = "; ".join(f"{part['factor']}: {part['word']}" for part in one.get("contributions", []))
        approvals = "; ".join(approval["who"] for approval in one["approvals"]) or "none"
        parts = "; ".join([*(veto["because"] for veto in one.get("vetoed", [])), parts])
        fit = f"{one['word']} ({one['fit']:.0f})"
        rows.add_row(str(one["rank"]), one["home"], ", ".join(one["children"]), fit, parts, approvals)
    answers().print(rows)


def say(sentence: str) -> None:
    """One sentence of an answer, as it stands."""
    answers().print(sentence, markup=False)
