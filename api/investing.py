"""A programme from a form: up to one action of each kind, what is deducted, and who owns it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from api.forms import Typed
from forecasting.investing.programme import DEDUCTIONS, Action, ActionKind, Deduction, Programme
from forecasting.investing.programme_file import programme_as_toml, programme_from_toml
from placements.errors import Refused

MOST = 200
PER_CENT = 100


@dataclass(frozen=True)
class Asked:
    """An action on the form: its words, what its size counts, the money it may cost by field, its use."""

    kind: ActionKind
    words: str
    size: str
    money: tuple[tuple[str, str], ...]
    share: str = ""


ACTIONS = (
    Asked(
        ActionKind.RECRUIT,
        "Recruit fostering households",
        "Households approved a year",
        (("pence_each", "Cost of each household"), ("pence_a_week", "Cost of the effort a week")),
        "New places that are filled; as York's were in 2025 if left empty",
    ),
    Asked(
        ActionKind.STEP_DOWN,
        "Step children down from children's homes to families",
        "Children who step down",
        (("pence_a_child_week", "Support a week for each child, for 26 weeks"), ("pence_each", "Cost of each move")),
    ),
    Asked(
        ActionKind.BLOCK,
        "Buy a block of beds in a children's home",
        "Beds",
        (
            ("pence_a_week", "Fixed part a week for the whole block"),
            ("pence_a_child_week", "Besides, a week for each child in it"),
        ),
        "Nights that can be filled; all of them if left empty",
    ),
    Asked(
        ActionKind.EDGE_OF_CARE,
        "Help families so that fewer children come into care",
        "Children a year who do not come into care",
        (("pence_a_week", "Cost of the service a week"), ("pence_once", "Cost once, to begin")),
    ),
)
DEDUCTED = tuple((f"deduct-{number}", name) for number, name in enumerate(DEDUCTIONS))


def programme_in(filled: Typed, starts: dt.date) -> tuple[Programme, str]:
    """The programme of a filled-in form and its owner; a pasted file goes before the fields. Raises Refused."""
    title = filled.must("title", "Give the programme a title", most=120)
    owner = filled.must("owner", "Say who owns it", most=120)
    source = filled.text("source", most=200) or "written on the page, without a source"
    document = filled.text("document")
    if document:
        filled.refuse_if_wrong()
        return programme_from_toml(document, title), owner
    first = filled.day("from", "Give the day from which it runs, such as 1 4 2027", must=False) or starts
    actions = tuple(action for asked in ACTIONS for action in _action(filled, asked, first, source, owner))
    deductions = tuple(one for name, what in DEDUCTED for one in _deduction(filled, name, what, source, owner))
    filled.refuse_if_wrong()
    if not actions:
        raise Refused("The programme does nothing.", do_next="Give at least one action its size, or paste a file.")
    counterfactual = filled.text("counterfactual", most=400) or "Things go on as they are."
    return Programme(title=title, counterfactual=counterfactual, actions=actions, deductions=deductions), owner


def document_of(programme: Programme) -> str:
    """The programme as the file that `homeward invest --programme` reads."""
    return programme_as_toml(programme)


def _action(filled: Typed, asked: Asked, starts: dt.date, source: str, owner: str) -> list[Action]:
    name = asked.kind.value
    size, low, high = (
        filled.whole(f"{name}-{part}", f"Give a whole number from 0 to {MOST}", low=0, high=MOST)
        for part in ("size", "low", "high")
    )
    money = {field: filled.pence(f"{name}-{field}", "Give pounds, such as 1,200") or 0 for field, _ in asked.money}
    if not size:
        if low or high or any(money.values()):
            filled.fault(f"{name}-size", f"{asked.size}: give a number, or leave the rest of it empty too")
        return []
    used = filled.whole(f"{name}-used", "Give per cent from 0 to 100", low=0, high=PER_CENT) if asked.share else None
    if not (low if low is not None else size) <= size <= (high if high is not None else size):
        filled.fault(f"{name}-low", f"{asked.size}: the lowest and the highest lie around {size}")
        return []
    return [
        Action(
            asked.kind,
            starts,
            float(size),
            source,
            owner,
            _or_none(low),
            _or_none(high),
            used=None if used is None else used / PER_CENT,
            pence_once=money.get("pence_once", 0),
            pence_a_week=money.get("pence_a_week", 0),
            pence_each=money.get("pence_each", 0),
            pence_a_child_week=money.get("pence_a_child_week", 0),
        )
    ]


def _deduction(filled: Typed, name: str, what: str, source: str, owner: str) -> list[Deduction]:
    share = filled.whole(name, "Give per cent from 0 to 100", low=0, high=PER_CENT)
    return [Deduction(what, source, owner, share / PER_CENT)] if share else []


def _or_none(value: int | None) -> float | None:
    return None if value is None else float(value)
