"""A framework's lots, as the authority wrote them down: who is covered comes first, and nothing is left out by them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from matching.approach import Approach, ContractFacts, approaches
from matching.child_facts import ChildFacts, NeedFact
from matching.costs import Pricing
from matching.lots import Lot, Lots, Wanted, published_lots, read_lots
from placements.errors import Refused
from placements.models.base import Known
from placements.models.child import NeedDomain, Topic
from placements.models.contract import ContractKind
from tests.matching.test_approach import a_provider
from tests.worlds import START, a_child, a_context, without

BROTHERS = [a_child("C-1"), a_child("C-2")]
TOGETHER = Lot("3", "brothers and sisters together", together=2)
ORDINARY = Lot("1", "one child with ordinary needs")


def agency(ref: str, *lots: str, tier: int = 1) -> Any:
    return a_provider(ref, contracts=(ContractFacts(f"FW-{ref}", ContractKind.FRAMEWORK, lots, tier),))


def asked(providers: list[Any], children: list[ChildFacts], *lots: Lot) -> list[Approach]:
    every = Lots("1", "Marian Invented", lots)
    found, _ = approaches(providers, children, a_context(children, []), Pricing(None), START, lots=every)
    return found


def wanted(child: ChildFacts, **facts: Any) -> Wanted:
    return Wanted([child], [child.age_on(START)], **facts)


def test_as_the_program_comes_no_lot_means_anything_and_all_count_as_covering() -> None:
    assert published_lots().every == ()
    assert all(one.covered for one in asked([agency("P-1", "1")], BROTHERS))


def test_a_provider_whose_lot_is_for_these_children_comes_before_one_of_an_earlier_tier_whose_is_not() -> None:
    only_single = Lot("1", "one child alone", ages=(0, 5))
    first, second = asked([agency("P-1", "1", tier=1), agency("P-2", "3", tier=2)], BROTHERS, only_single, TOGETHER)
    assert [first.provider.ref, second.provider.ref] == ["P-2", "P-1"]
    assert "lot 3 is for brothers and sisters together" in first.because
    assert not second.covered
    assert "none of its lots is for these children" in second.missing


def test_a_lot_that_nobody_wrote_down_is_not_held_against_a_provider() -> None:
    [found] = asked([agency("P-1", "3", "9")], [a_child()], TOGETHER)
    assert found.covered


@pytest.mark.parametrize(
    ("lot", "child", "facts", "covers"),
    [
        (ORDINARY, a_child(), {}, True),
        (TOGETHER, a_child(), {}, False),
        (Lot("2", "high needs", level=3), a_child(needs=(NeedFact(NeedDomain.AUTISM, 3),)), {}, True),
        (Lot("2", "high needs", level=3), a_child(needs=(NeedFact(NeedDomain.AUTISM, 2),)), {}, False),
        (Lot("2", "high needs", level=3), a_child(), {}, False),
        (Lot("2", "high needs", level=3), without(a_child(), Topic.NEEDS), {}, True),
        (Lot("4", "parent and child", parent_and_child=True), a_child(), {"parent_and_child": True}, True),
        (Lot("4", "parent and child", parent_and_child=True), a_child(), {}, False),
        (Lot("5", "alone and seeking asylum", unaccompanied=True), a_child(uasc=Known.YES), {}, True),
        (Lot("5", "alone and seeking asylum", unaccompanied=True), a_child(), {}, False),
        (Lot("5", "alone and seeking asylum", unaccompanied=True), a_child(uasc=Known.UNKNOWN), {}, True),
        (Lot("6", "teenagers", ages=(13, 17)), a_child(), {}, False),
        (Lot("6", "teenagers", ages=(13, 17)), a_child(dob=None), {}, True),
    ],
)
def test_a_lot_covers_a_child_unless_something_known_speaks_against_it(
    lot: Lot, child: ChildFacts, facts: dict[str, Any], covers: bool
) -> None:
    assert lot.covers(wanted(child, **facts)) is covers


def test_a_lot_of_one_framework_says_nothing_of_another() -> None:
    elsewhere = Lot("1", "babies", contract="WR-", ages=(0, 1))
    [found] = asked([agency("P-1", "1")], [a_child()], elsewhere)
    assert found.covered


@pytest.mark.parametrize(
    "wrong",
    ["colour = 'blue'", "ages = [3]", "together = 'two'", "ages = 'young'"],
)
def test_a_list_of_lots_that_cannot_be_read_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "lots.toml"
    path.write_text(f'version = "1"\nowner = "Marian"\n[[lot]]\nlot = "1"\nwords = "one child"\n{wrong}\n')
    with pytest.raises(Refused):
        read_lots(path)


def test_a_list_of_lots_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "lots.toml"
    path.write_text(
        'version = "1"\nowner = "Marian"\n[[lot]]\nlot = "3"\nwords = "brothers"\ntogether = 2\nages = [0, 9]\n'
    )
    assert read_lots(path) == Lots("1", "Marian", (Lot("3", "brothers", together=2, ages=(0, 9)),))
