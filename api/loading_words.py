"""What a load would do, does and did, in words: which lists there are, what became of the rows, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.loading import POSTCODES, RETURNS, errors_in, needs_of
from api.printing.loads import WHOSE
from api.words import count, day, listed
from placements.importing.catalogue import NOUNS
from placements.importing.importers import every_importer
from placements.importing.nouns import Noun
from placements.importing.outcome import ImportResult
from placements.models.loading import Import
from placements.permissions import Viewer

_EXPLAINED = {
    RETURNS: ("SSDA903 return", "The yearly return of children looked after: CSV or XML files, or a zip; many years."),
    POSTCODES: ("Postcodes", "Postcodes from a file of the ONS Postcode Directory, for areas not yet held"),
}
_TITLES = {
    "position": "Today's position",
    "annex-a": "Annex A, list 8",
    "children": "Children",
    "referrals": "Referrals",
    "replies": "Providers' replies",
    "carers": "Carers",
    "homes": "Homes",
    "providers": "Providers",
    "contracts": "Contracts",
    "prices": "Prices",
    "budget": "Budget",
    "ledger": "Paid lines",
    "funnel": "Carers recruited",
    "fostering-return": "Fostering return",
    "schools": "Schools",
}
_GROUPS = (
    ("Children", (RETURNS, "position", "annex-a", "children", "referrals")),
    ("Homes and carers", ("carers", "homes", "providers", "replies", "funnel", "fostering-return")),
    ("Money", ("contracts", "prices", "budget", "ledger")),
    ("Places", ("schools", POSTCODES)),
)


@dataclass(frozen=True)
class Choice:
    """A list that can be loaded: its name in addresses, its title, what it is, and when it was last loaded."""

    name: str
    title: str
    explain: str
    last: Import | None = None


def titled(noun: str) -> str:
    """A list's title."""
    named = _EXPLAINED[noun][0] if noun in _EXPLAINED else _TITLES.get(noun)
    return named or noun.replace("-", " ").capitalize()


def explained(noun: str) -> str:
    """What a list is, in a line."""
    if noun in _EXPLAINED:
        return _EXPLAINED[noun][1]
    return next(one.noun.explain for one in every_importer() if one.noun.name == noun)


def choices(viewer: Viewer, newest: dict[str, Import]) -> list[tuple[str, list[Choice]]]:
    """The lists that a person may load, by what they are about; one that is in no group comes last."""
    every = [RETURNS, POSTCODES, *(one.noun.name for one in every_importer())]
    may = [noun for noun in every if viewer.may(needs_of(noun))]
    grouped = [(heading, [noun for noun in nouns if noun in may]) for heading, nouns in _GROUPS]
    placed = {noun for _, nouns in grouped for noun in nouns}
    grouped.append(("Other lists", [noun for noun in may if noun not in placed]))
    return [
        (heading, [Choice(noun, titled(noun), explained(noun), newest.get(noun)) for noun in nouns])
        for heading, nouns in grouped
        if nouns
    ]


def has_template(noun: str) -> bool:
    """Whether an empty workbook of the list can be had."""
    return noun in NOUNS


def columns_of(noun: Noun) -> list[tuple[str, str]]:
    """Our columns, to choose from: name, and name with what it means."""
    found = {column.name: column.explain for sheet in noun.sheets for column in sheet.columns}
    return [(name, f"{name}: {explain}") for name, explain in sorted(found.items())]


def whose(noun: str, times: int) -> str:
    """So many of those whose rows a list holds: 2 households."""
    return count(times, *WHOSE.get(noun, ("child", "children")))


def would_do(result: ImportResult, standing: Sequence[str] = ()) -> list[str]:
    """What loading would do, in sentences; `standing` are the years of the returns held."""
    if result.refused:
        stop = count(errors_in(result), "finding")
        return [f"{count(result.read, 'row')} read. Nothing can be loaded: {stop} must be put right in the file first."]
    said = [f"{count(result.read, 'row')} read."]
    if result.rejected:
        left = f"{count(result.rejected, 'row')} would be left out, with {whose(result.noun, result.set_aside)}:"
        said.append(f"{left} something in them cannot be right. {count(result.accepted, 'row')} would be kept.")
    else:
        said.append("All of them would be kept." if result.read != 1 else "It would be kept.")
    years = [year for _, year in result.returns]
    if new := [year for year in years if year not in standing]:
        said.append(f"New: the {_returns(new)}.")
    if again := [year for year in years if year in standing]:
        said.append(f"The {_returns(again)} {'is' if len(again) == 1 else 'are'} held already and would be replaced.")
    return [*said, *_moved(result, "would")]


def did(result: ImportResult) -> list[str]:
    """What loading did, in sentences."""
    said = [f"{count(result.accepted, 'row')} of {result.read:,} were loaded."]
    if result.rejected:
        left = whose(result.noun, result.set_aside)
        said.append(f"{count(result.rejected, 'row')} were left out, with {left}, until they are put right.")
    return [*said, *_moved(result, "did")]


def _returns(years: Sequence[str]) -> str:
    return f"{'return' if len(years) == 1 else 'returns'} of {listed(sorted(set(years)))}"


def _moved(result: ImportResult, tense: str) -> list[str]:
    """What a position changes: who is new, moved, left, and who stays where they were."""
    changed = result.extra.get("differences")
    said = []
    if changed:
        parts = [
            f"{count(len(changed['new']), 'child', 'children')} new",
            f"{len(changed['moved'])} moved",
            f"{len(changed['left'])} left",
            f"{changed['unchanged']} where they were",
        ]
        said.append(f"Beside the list before: {', '.join(parts)}.")
    if doubtful := len(result.extra.get("doubtful", ())) + len(result.extra.get("doubtful_homes", ())):
        verb = "would wait" if tense == "would" else "wait" if doubtful > 1 else "waits"
        said.append(f"{count(doubtful, 'match', 'matches')} {verb} for a person to decide.")
    if (on := result.extra.get("as_at")) is not None:
        said.append(f"The list is taken as of {day(on)}.")
    return said
