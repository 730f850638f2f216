"""The support that closes a gap: the smallest that is enough, costed where a price is held, and never guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from matching.child_facts import NeedFact
from matching.costs import Pricing
from matching.option import Option
from matching.supports import PUBLISHED, published_supports, read_supports
from placements.errors import Refused
from placements.models.child import NeedDomain
from placements.models.contract import PriceComponent, PriceLine, PriceUnit
from placements.prices import PriceBook
from tests.matching.asked import searched
from tests.worlds import TODAY, a_child, a_home, a_request

NIGHT = NeedDomain.SLEEP_ENURESIS


def a_line(**facts: Any) -> PriceLine:
    """Night support at £70 a week."""
    usual: dict[str, Any] = {
        "ref": "L-night",
        "setting": "mainstream_fostering",
        "component": PriceComponent.EXTRA,
        "unit": PriceUnit.CHILD_WEEK,
        "amount_pence": 7_000,
        "starts_on": dt.date(2026, 4, 1),
        "level": "support:night",
        "as_of": TODAY,
        "source": "test",
    }
    return PriceLine(**(usual | facts))


def option(skill: int | None, needed: int, *lines: PriceLine, domain: NeedDomain = NIGHT) -> Option:
    """The option of one home with a skill for a child with a need."""
    child = a_child(needs=(NeedFact(domain, needed),))
    home = a_home(skills={} if skill is None else {domain: skill})
    pricing = Pricing(PriceBook(lines)) if lines else Pricing(None)
    return searched(a_request(child), home, pricing=pricing).options[0]


def said(found: Option) -> list[str]:
    """What is said of the gaps in needs."""
    gaps: Any = found.as_json()["gaps"]
    return [gap["because"] for gap in gaps if "level" in gap]


def test_a_gap_names_the_support_that_closes_it_and_its_price() -> None:
    assert said(option(1, 2, a_line())) == [
        "Gap: sleep enuresis 2 against skill 1: night support at home covers it, £70 a week."
    ]


def test_without_a_price_line_the_price_is_not_known_and_the_support_is_named_all_the_same() -> None:
    for lines in ((), (a_line(level="support:therapy"),), (a_line(ends_on=dt.date(2026, 5, 1)),)):
        (closing,) = option(1, 2, *lines).supports
        assert closing is not None
        assert closing.cost.weekly_pence is None
        assert closing.cost.because
        assert closing.words == "night support at home covers it"


def test_a_gap_wider_than_every_support_stays_open() -> None:
    found = option(0, 3, domain=NeedDomain.AUTISM)
    assert found.supports == (None,)
    assert said(found) == ["Gap: autism 3 against skill 0. No listed support closes it: name one."]


def test_a_skill_that_nobody_recorded_is_asked_for_and_not_supported() -> None:
    found = option(None, 2)
    assert found.supports == (None,)
    assert said(found) == ["Not known: sleep enuresis 2 is needed and the home's skill is not recorded. Ask."]


def test_a_support_does_not_change_the_price_or_the_order() -> None:
    with_support, without = option(1, 2, a_line()), option(1, 2)
    assert with_support.cost.weekly_pence is None
    assert with_support.fit == without.fit


def test_every_need_has_a_support_on_the_published_list() -> None:
    assert set(NeedDomain) == {need for one in published_supports().every for need in one.needs}


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('needs = ["education"]', 'needs = ["schooling"]', "schooling"),
        ('needs = ["education"]', "needs = []", "needs"),
        ("makes_up = 2", "makes_up = 0", "makes_up"),
        ("makes_up = 2", "makes_up = true", "makes_up"),
        ('version = "2026-1"', "", "version"),
        ("[[support]]", "[[support", "cannot be read"),
    ],
)
def test_a_wrong_list_is_refused_with_the_entry(tmp_path: Path, old: str, new: str, word: str) -> None:
    own = tmp_path / "supports.toml"
    own.write_text(PUBLISHED.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused, match=word):
        read_supports(own)
