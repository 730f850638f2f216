"""Unlock, then recruit, as a paper for planners: what to do first, what each brings, what one more household takes."""

from __future__ import annotations

from collections.abc import Sequence

from api.reports.paper import Bullets, Column, Facts, Kind, Paper, Section, Table, Words
from api.reports.supply import FOR_PLANNERS
from api.shapes.recruit import Action, Recruitment
from api.words import count, day, listed, pounds, sentence

COLUMNS = (
    Column("What"),
    Column("Who"),
    Column("Children kept local", Kind.DECIMAL),
    Column("8 in 10 chance"),
    Column("From month", Kind.COUNT),
    Column("A week", Kind.MONEY),
    Column("Weeks in a local home for £1,000", Kind.DECIMAL),
)


def recruiting_paper(found: Recruitment, council: str) -> Paper:
    """The three lists in their order; each action counts what it adds to those before it."""
    return Paper(
        title="Unlock, then recruit",
        council=council,
        introduction=_headline(found),
        sections=(
            Section("Ask first", _actions("Homes of which only a fact is missing", found.ask_first)),
            Section("Unlock", _actions("Carers and homes we have", found.unlock)),
            Section("Recruit next", _actions("New households and homes", found.recruit_next)),
            Section("What one more household takes", (Facts(tuple(_lead(found))),)),
            Section("What the weekly prices rest on", (Bullets(tuple(_prices(found))),)),
            Section("How to read this", (Bullets(tuple(_notes(found))),)),
        ),
        marked=FOR_PLANNERS,
        footer=f"Homes as known on {day(found.homes_as_at)}, forecast from {day(found.as_at)}",
        about=(("Runs", f"{found.replicates}"), ("Version", found.version)),
    )


def _headline(found: Recruitment) -> str:
    return (
        f"In an average month to {day(found.months[-1])} {found.short.mean:.1f} children (8 in 10 chance: "
        f"{found.short.p10:.0f} to {found.short.p90:.0f}) would be short of a home in the area; after everything in "
        f"the lists below, {found.short_after.mean:.1f}. Moves out prevented count as much as returns."
    )


def _actions(title: str, actions: Sequence[Action]) -> tuple[Table | Words, ...]:
    if not actions:
        return (Words("Nothing in this list keeps a child local who would not be anyway."),)
    rows = tuple(
        (
            one.words,
            one.who,
            one.children_local.mean,
            f"{one.children_local.p10:.1f} to {one.children_local.p90:.1f}",
            one.from_month,
            one.weekly_pence,
            one.per_thousand_pounds,
        )
        for one in actions
    )
    return (Table(title, COLUMNS, rows, "In their order: each counts what it adds to those before it."),)


def _prices(found: Recruitment) -> list[str]:
    """Each reason once, with the prices that rest on it."""
    by_reason: dict[str, set[int | None]] = {}
    for one in (*found.ask_first, *found.unlock, *found.recruit_next):
        by_reason.setdefault(one.because, set()).add(one.weekly_pence)
    told = {because: sorted(price for price in prices if price is not None) for because, prices in by_reason.items()}
    return [
        f"{listed([pounds(price) for price in prices]) or 'No price'}: {why}" for why, prices in told.items() if why
    ]


def _lead(found: Recruitment) -> list[tuple[str, str]]:
    return [
        (sentence(name), f"{one.p50:.1f} ({one.p10:.1f} to {one.p90:.1f}), {one.n:.0f} of our own; {one.source}")
        for name, one in found.lead.items()
    ]


def _notes(found: Recruitment) -> list[str]:
    counted = f"{count(found.considered, 'action')} weighed by solving, not by subtraction."
    returning = f"{count(found.returning, 'child', 'children')} who could come home count beside those still to come."
    return [counted, returning, *found.notes]
