"""A shortlist as a paper: homes side by side by what they offer, cost last; letters where names are hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from api.reports.decision_note import lacking
from api.reports.paper import Audience, Bullets, Column, Kind, Paper, Section, Table, Words
from api.shapes.search import Option
from api.words import count, listed, moment, plain, sentence

COLUMNS = (
    Column("Home"),
    Column("Fit"),
    Column("Points", Kind.COUNT),
    Column("Approval needed"),
    Column("To school"),
    Column("From home"),
    Column("A week", Kind.MONEY),
)


def shortlist(
    options: Sequence[Option], names: Mapping[str, str], council: str, made_at: dt.datetime, made_by: str
) -> Paper:
    """The options of a shortlist in its order, then each with its reasons, gaps and approvals."""
    children = list(dict.fromkeys(ref for option in options for ref in option.children))
    who = listed([names.get(ref, ref) for ref in children])
    return Paper(
        title=f"Homes to compare for {who}",
        council=council,
        introduction=(
            f"{count(len(options), 'home')} chosen by {made_by} at {moment(made_at)} from a search. The machine "
            "suggests; a named person decides, with a reason. Needs come first and cost comes last."
        ),
        sections=(Section("Side by side", (_table(options),)), *(_option(one, names) for one in options)),
        marked="For the placement team. Not a decision.",
        audience=Audience.CASEWORK,
        footer="Shortlist",
        about=(("Made", moment(made_at)), ("Made by", made_by)),
    )


def _table(options: Sequence[Option]) -> Table:
    rows = tuple(
        (
            _called(one),
            one.word,
            one.fit,
            listed([plain(approval.who) for approval in one.approvals]) if one.approvals else "none",
            _longest([journey.school_minutes for journey in one.travel.children]),
            _longest([journey.home_minutes for journey in one.travel.children]),
            one.cost.weekly_pence,
        )
        for one in options
    )
    note = f"Journeys are {options[0].travel.estimate}, the longest of the children's." if options else ""
    return Table("What each home offers", COLUMNS, rows, note)


def _longest(minutes: Sequence[int | None]) -> str | None:
    known = [one for one in minutes if one is not None]
    return f"{max(known)} minutes" if known else None


def _called(option: Option) -> str:
    return option.home if option.home_name is None else f"{option.home_name} ({option.home})"


def _option(option: Option, names: Mapping[str, str]) -> Section:
    who = listed([names.get(ref, ref) for ref in option.children])
    reasons = tuple(
        f"{sentence(one.factor)}: {one.because} ({one.points:.0f} of {one.of:.0f})" for one in option.contributions
    )
    wanted = [one.because for one in (*option.approvals, *option.unknown)] + [gap.because for gap in lacking(option)]
    told = (Words("To be cleared, found or agreed:"), Bullets(tuple(wanted))) if wanted else ()
    return Section(f"{_called(option)} for {who}: fit {option.fit:.0f} of 100", (Bullets(reasons), *told))
