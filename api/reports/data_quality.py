"""What was loaded and what the checks found, as a paper to put right from: every finding with file, row and column."""

from __future__ import annotations

from collections.abc import Sequence

from api.reports.findings import MARKED, findings_table
from api.reports.paper import Column, Kind, Paper, Section, Table, Words
from api.words import count, moment, plain
from placements.models.care import Return
from placements.models.loading import Finding, Import, Level
from placements.repository.lists import RuleLine
from placements.repository.matches import Doubtful

COUNT = Kind.COUNT
LEVELS = {Level.ERROR.value: "set aside or refused", Level.WARNING.value: "kept, worth putting right"}


def data_quality_paper(
    loads: Sequence[Import],
    returns: Sequence[Return],
    rules: Sequence[RuleLine],
    findings: Sequence[Finding],
    doubtful: Sequence[Doubtful],
    council: str,
) -> Paper:
    """Loads, findings by rule, matches that wait for a person, then every finding held."""
    return Paper(
        title="What was loaded, and what to put right",
        council=council,
        introduction=_headline(returns, rules, doubtful),
        sections=(
            Section("What the checks found", (_rules(rules),)),
            Section("Names and references that wait for a person", _doubtful(doubtful)),
            Section("What was loaded", (_loads(loads),)),
            Section("Every finding, to put right at its source", (_findings(findings),)),
        ),
        marked=MARKED,
        footer="Data quality",
    )


def _headline(returns: Sequence[Return], rules: Sequence[RuleLine], doubtful: Sequence[Doubtful]) -> str:
    held = f"Returns held: {returns[0].year} to {returns[-1].year}." if returns else "No return is held."
    found = sum(one.times for one in rules)
    return f"{held} {count(found, 'finding')} to put right; {count(len(doubtful), 'match', 'matches')} to decide."


def _rules(rules: Sequence[RuleLine]) -> Table:
    columns = (Column("Check"), Column("What became of it"), Column("Times", COUNT), Column("For example"))
    rows = tuple((one.rule, LEVELS.get(one.level, plain(one.level)), one.times, one.example) for one in rules)
    return Table("By check, the gravest first", columns, rows)


def _doubtful(doubtful: Sequence[Doubtful]) -> tuple[Table | Words, ...]:
    if not doubtful:
        return (Words("None waits."),)
    columns = (Column("As a list writes it"), Column("Of what"), Column("May be"), Column("Because"))
    rows = tuple((one.listed, plain(one.kind), one.may_be, one.because) for one in doubtful)
    note = "Decide on the page Same or not: until then no place is taken or given on such a match."
    return (Table("To decide", columns, rows, note),)


def _loads(loads: Sequence[Import]) -> Table:
    columns = (
        Column("List"),
        Column("Loaded"),
        Column("By"),
        Column("Rows read", COUNT),
        Column("Accepted", COUNT),
        Column("Rejected", COUNT),
        Column("Set aside by"),
    )
    rows = tuple(
        (one.noun, moment(one.at), one.by, one.read_rows, one.accepted, one.rejected, one.set_aside_by or "nobody")
        for one in loads
    )
    return Table("Every load; accepted and rejected add up to read", columns, rows)


def _findings(findings: Sequence[Finding]) -> Table:
    return findings_table(findings, f"{count(len(findings), 'finding')}, in the order in which they were found")
