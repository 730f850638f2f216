"""What the carers said when asked, read a second time: see `tests.oracles.rules`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from matching.child_facts import ChildFacts
from matching.home_facts import HomeFacts
from tests.oracles.rules_days import age
from tests.oracles.rules_words import ASK, OUT

Found = Iterator[tuple[str, str]]
PRESENT = ("present", "present_low", "present_high")


def read_willing(children: Sequence[ChildFacts], home: HomeFacts, first: dt.date, *, together: bool) -> Found:
    """What the carers said, or were never asked."""
    refs = {child.ref for child in children}
    in_force = [
        one
        for one in home.approvals
        if not (one.starts_on and one.starts_on > first) and not (one.ends_on and one.ends_on <= first)
    ]
    if home.kind == "kinship" and any(refs <= one.named for one in in_force):
        return
    if not home.willing:
        yield "carer-willing", ASK
        return
    for child in children:
        years = age(child.dob, first)
        if years is not None:
            yield from _said([one.answer for one in home.willing if one.about == "age" and _spans(one.value, years)])
        if any(one.about == "sex" and one.value == child.sex and one.answer == "no" for one in home.willing):
            yield "carer-willing", OUT
        for risk in child.risks:
            if risk.level in PRESENT:
                yield from _said(
                    [one.answer for one in home.willing if one.about == "behaviour" and one.value == risk.kind]
                )
    if len(children) > 1 and together:
        yield from _asked_about(len(children), home)


def _asked_about(many: int, home: HomeFacts) -> Found:
    about = [(int(one.value), one.answer) for one in home.willing if one.about == "siblings"]
    if any(answer == "no" and number <= many for number, answer in about):
        yield "carer-willing", OUT
    elif not any(answer in ("yes", "with_support") and number >= many for number, answer in about):
        yield "carer-willing", ASK


def _said(answers: Sequence[str]) -> Found:
    if "no" in answers:
        yield "carer-willing", OUT
    elif "yes" not in answers and "with_support" not in answers:
        yield "carer-willing", ASK


def _spans(value: str, years: int) -> bool:
    low, _, high = value.partition("-")
    return int(low) <= years <= int(high or low)
