"""Unmet needs of searches: every count is what a plain reading of the needs says."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from api.reports.plain import as_text
from api.reports.unmet import unmet_paper
from forecasting.sufficing.unmet_needs import age_band, counted
from matching.unmet import ChangeKind, CheapestChange, UnmetNeed
from tests.scale import scaled

SINCE = dt.date(2025, 6, 5)
DOMAINS = ("autism", "emotional", "self_harm")
BANDS = {0: "under 1", 1: "1-4", 4: "1-4", 5: "5-9", 9: "5-9", 10: "10-15", 15: "10-15", 16: "16+", 17: "16+"}


@st.composite
def needs(draw: st.DrawFn) -> UnmetNeed:
    ages = tuple(draw(st.lists(st.one_of(st.none(), st.sampled_from(sorted(BANDS))), min_size=1, max_size=4)))
    wanted = draw(st.dictionaries(st.sampled_from(DOMAINS), st.integers(0, 4)))
    kind = draw(st.sampled_from(list(ChangeKind)))
    return UnmetNeed(
        on=SINCE,
        area="E06000014",
        area_name="York",
        ages=ages,
        together=len(ages),
        supervision=draw(st.one_of(st.none(), st.integers(0, 4))),
        needs=tuple(sorted(wanted.items())),
        urgency=draw(st.sampled_from(["tonight", "planned"])),
        elsewhere=draw(st.booleans()),
        change=CheapestChange(kind, None, draw(st.sampled_from(["This.", "That."])), "the fostering team"),
    )


@given(st.lists(needs(), max_size=12))
def test_every_count_is_what_a_plain_reading_says(given_needs: list[UnmetNeed]) -> None:
    found = counted(given_needs, SINCE, 20)
    ages = [age for need in given_needs for age in need.ages]
    assert (found.needs, found.children, found.searched) == (len(given_needs), len(ages), 20)
    assert found.elsewhere == len([need for need in given_needs if need.elsewhere])
    for band in {*BANDS.values(), "not known"}:
        there = [age for age in ages if ("not known" if age is None else BANDS[age]) == band]
        assert found.by_age.get(band, 0) == len(there)
    for domain in DOMAINS:
        levels = [dict(need.needs).get(domain, 0) for need in given_needs]
        told = (len([level for level in levels if level > 0]), len([level for level in levels if level in {3, 4}]))
        assert found.by_need.get(domain, (0, 0)) == told
    for whole in (found.by_size, found.by_urgency, found.by_supervision, found.by_kind):
        assert sum(whole.values()) == len(given_needs)
    assert sum(change.times for change in found.changes) == len(given_needs)
    assert [change.times for change in found.changes] == sorted((one.times for one in found.changes), reverse=True)


@settings(max_examples=scaled(400))
@given(st.lists(needs(), max_size=12))
def test_a_reader_who_may_not_see_small_numbers_sees_none_from_1_to_5(given_needs: list[UnmetNeed]) -> None:
    paper = unmet_paper(counted(given_needs, SINCE, 20), "York", tell_small=False)
    cells = [cell for table in paper.tables() for row in table.rows for cell in row[1:]]
    assert not {"1", "2", "3", "4", "5"} & {str(cell) for cell in cells}
    assert not any(isinstance(cell, int) for cell in cells)
    text = as_text(paper)
    assert "This." not in text
    assert "That." not in text


def test_every_age_has_its_published_band() -> None:
    assert {age: age_band(age) for age in BANDS} == BANDS
    assert age_band(None) == "not known"
