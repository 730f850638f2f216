"""The first tier of a framework is asked first, and each further tier only when the one before had its time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.approach import Approach, ContractFacts, ProviderFacts
from matching.approaching.choosing import Wanted, choose
from matching.approaching.tiers import Asked, Wave, tier_of, wave
from matching.approaching.waits import Clock
from matching.costs import Cost
from placements.codes import Setting
from placements.errors import NotFound, Refused
from placements.models.contract import ContractKind, ProviderKind
from placements.models.referral import Urgency

NOW = dt.datetime(2026, 6, 5, 9, tzinfo=dt.UTC)
TWO_HOURS = Clock(hours=2)


def hours(number: float) -> dt.timedelta:
    return dt.timedelta(hours=number)


def a_provider(ref: str, tier: int | None) -> Approach:
    contracts = () if tier is None else (ContractFacts("F", ContractKind.FRAMEWORK, (), tier),)
    provider = ProviderFacts(ref, ref, ProviderKind.IFA, contracts=contracts)
    return Approach(provider, Setting.MAINSTREAM_FOSTERING, (), (), Cost(None, ""))


ONE, ALSO_ONE, TWO, SPOT = a_provider("A", 1), a_provider("B", 1), a_provider("C", 2), a_provider("D", None)
EVERY = [ONE, ALSO_ONE, TWO, SPOT]


def refs(found: Wave) -> list[str]:
    return [one.provider.ref for one in found.now]


def test_the_first_tier_is_asked_at_once_and_the_others_wait() -> None:
    found = wave(EVERY, {}, TWO_HOURS, NOW)
    assert refs(found) == ["A", "B"]
    assert [(one.approach.provider.ref, one.opens) for one in found.waiting] == [("C", None), ("D", None)]
    assert "tier 1 has not all been asked: A and B" in found.waiting[0].because


def test_the_second_tier_waits_until_the_first_had_its_hours() -> None:
    asked = {"A": Asked(NOW, open=True), "B": Asked(NOW - hours(1), open=True)}
    found = wave(EVERY, asked, TWO_HOURS, NOW + hours(1))
    assert refs(found) == []
    assert found.waiting[0].opens == NOW + hours(2)
    assert refs(wave(EVERY, asked, TWO_HOURS, NOW + hours(2))) == ["C"]


def test_a_tier_that_has_said_no_is_not_waited_for() -> None:
    asked = {"A": Asked(NOW, open=False), "B": Asked(NOW, open=False)}
    assert refs(wave(EVERY, asked, TWO_HOURS, NOW)) == ["C"]


def test_a_provider_without_a_tier_comes_last() -> None:
    closed = {ref: Asked(NOW, open=False) for ref in "ABC"}
    assert refs(wave(EVERY, closed, TWO_HOURS, NOW)) == ["D"]
    assert tier_of(SPOT) is None


def test_without_any_framework_everybody_is_asked_at_once() -> None:
    assert refs(wave([SPOT], {}, TWO_HOURS, NOW)) == ["D"]


TIERS = st.lists(st.sampled_from([1, 2, 3, None]), min_size=1, max_size=6)
BEFORE = st.dictionaries(st.integers(0, 5), st.tuples(st.integers(0, 300), st.booleans()))


@given(tiers=TIERS, before=BEFORE)
def test_nobody_is_asked_while_an_earlier_tier_has_time_or_was_not_asked(
    tiers: list[int | None], before: dict[int, tuple[int, bool]]
) -> None:
    every = [a_provider(str(number), tier) for number, tier in enumerate(tiers)]
    asked = {str(n): Asked(NOW - dt.timedelta(minutes=ago), open=is_open) for n, (ago, is_open) in before.items()}
    found = wave(every, asked, TWO_HOURS, NOW)
    rank = {one.provider.ref: tier_of(one) or 9 for one in every}
    for one in found.now:
        for earlier in every:
            if rank[earlier.provider.ref] < rank[one.provider.ref]:
                then = asked[earlier.provider.ref]
                assert not then.open or NOW - then.at >= hours(2)
    said = [one.provider.ref for one in (*found.now, *(wait.approach for wait in found.waiting), *found.asked)]
    assert sorted(said) == sorted(rank)


def test_tonight_a_provider_is_asked_before_its_turn_only_with_a_reason() -> None:
    found = wave(EVERY, {}, TWO_HOURS, NOW)
    with pytest.raises(Refused, match="not this provider's turn"):
        choose(Wanted(["C"], Urgency.TONIGHT, " "), found, [])
    with pytest.raises(Refused, match="not this provider's turn"):
        choose(Wanted(["C"], Urgency.PLANNED, "We know them"), found, [])
    chosen, early = choose(Wanted(["C", "A"], Urgency.TONIGHT, "They rang us"), found, [])
    assert [one.provider.ref for one in chosen] == ["C", "A"]
    assert early == {"C"}


def test_who_is_not_held_or_was_asked_is_said() -> None:
    found = wave(EVERY, {"A": Asked(NOW, open=True)}, TWO_HOURS, NOW)
    with pytest.raises(NotFound):
        choose(Wanted(["Z"], Urgency.PLANNED), found, [])
    with pytest.raises(Refused, match="asked about these children already"):
        choose(Wanted(["A"], Urgency.PLANNED), found, [])


def test_when_nobody_is_left_to_ask_the_next_moment_is_said() -> None:
    asked = {"A": Asked(NOW, open=True), "B": Asked(NOW, open=True)}
    with pytest.raises(Refused, match="may be asked from 12:00 on 05 June 2026"):
        choose(Wanted((), Urgency.TONIGHT), wave(EVERY, asked, TWO_HOURS, NOW), [])
    with pytest.raises(Refused, match="no provider left"):
        choose(Wanted((), Urgency.TONIGHT), wave([], {}, TWO_HOURS, NOW), [])
