"""A search from six facts, for a child who is in the office now: no file, no reference."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import Annotated

import typer

from api.commands.ask import set_aside
from api.commands.desk import COMMAND_LINE, Database, Json, deliver, record
from api.printing.console import answers
from api.words import HERE
from placements.errors import Refused
from placements.models.child import Relation, Together
from placements.repository.records import records_for

BEDTIME = dt.time(22)
NAMES = ("dob", "sex", "home_postcode", "legal_status", "school_urn")
Children = Annotated[
    list[str],
    typer.Option(
        "--child",
        metavar="DOB,SEX[,POSTCODE[,LEGAL[,SCHOOL]]]",
        help="2017-05-09,F,YO24 3ND. Leave out what nobody knows: 2017-05-09,,YO24 3ND. Once for each child.",
    ),
]
By = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        metavar="YYYY-MM-DDTHH:MM",
        help="When a home is needed; without it, 10pm today.",
    ),
]
Siblings = Annotated[
    Together | None,
    typer.Option(help="The children are full brothers and sisters, assessed so. Without it: not known."),
]
NoRisks = Annotated[bool, typer.Option("--no-risks", help="Somebody asked, and no risk is known.")]
NoConstraints = Annotated[bool, typer.Option("--no-constraints", help="The plan requires nothing special of a home.")]


def tonight(
    child: Children,
    by: By = None,
    siblings: Siblings = None,
    no_risks: NoRisks = False,
    no_constraints: NoConstraints = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Search for a child in the office, from six facts: whom to ring first. Nothing about the child is loaded."""
    from api.keeping import kept
    from api.printing.options import print_search
    from api.shapes.search import SearchAnswer
    from matching.service import search

    given = referral_of(child, by or _this_evening(), siblings, no_risks=no_risks, no_constraints=no_constraints)
    with record(database) as engine, records_for(engine, COMMAND_LINE) as records:
        answer = kept(records, "tonight", search(records, given).as_json())
        left_out = set_aside(records)
    shown = SearchAnswer.model_validate(answer)
    deliver(answer | {"children_set_aside": left_out}, as_json, lambda: print_search(answers(), shown))


def referral_of(
    children: list[str], by: dt.datetime, siblings: Together | None, *, no_risks: bool, no_constraints: bool
) -> dict[str, object]:
    """The facts as a referral file would hold them; what was not given is not known. Raises Refused."""
    said = {"risks": "none" if no_risks else "unknown", "constraints": "none" if no_constraints else "unknown"}
    refs = [f"child {number}" for number in range(1, len(children) + 1)]
    named = [_facts(text) | said | {"child": ref} for text, ref in zip(children, refs, strict=True)]
    related = [
        {"a": one, "b": other, "relation": Relation.FULL, "assessed": siblings} for one, other in combinations(refs, 2)
    ]
    return {
        "referral": "tonight",
        "kind": "emergency",
        "urgency": "tonight",
        "needed_by": by,
        "children": named,
        "siblings": related if related and siblings else "unknown",
    }


def _facts(text: str) -> dict[str, object]:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > len(NAMES):
        raise Refused(
            "There is more here than a child's six facts.",
            given=text,
            do_next="Write DOB,SEX,POSTCODE,LEGAL,SCHOOL; for more, write a referral file and use `homeward search`.",
        )
    return {name: part for name, part in zip(NAMES, parts, strict=False) if part}


def _this_evening() -> dt.datetime:
    """Ten in the evening; later than that, an hour from now."""
    now = dt.datetime.now(HERE)
    return max(dt.datetime.combine(now.date(), BEDTIME, HERE), now + dt.timedelta(hours=1))
