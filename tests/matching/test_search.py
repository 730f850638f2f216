"""A search of the record: the whole group first, reasons for everything, and nothing written."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching.answer import SearchAnswer
from matching.service import search
from placements.errors import NotFound, NotPermitted
from placements.models.audit import AuditRow
from placements.models.base import Base, Known
from placements.models.child import Child, ConstraintKind, SiblingRelation
from placements.models.home import Bed, Home, HomeKind
from placements.models.placement import Occupancy, OccupancyKind, Residence
from placements.models.reference import Setting
from placements.models.referral import Referral, ReferralKind
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from tests.matching.town import PLACES, SAID, change, constrain, settle
from tests.worlds import NEEDED_BY, TODAY

OFFICER = Viewer("Pat Invented", Role.PLACEMENT_OFFICER)
NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def town(engine: sa.Engine) -> sa.Engine:
    """The tiny town in a database."""
    settle(engine)
    return engine


def found(town: sa.Engine, ref: Any = "R-1", viewer: Viewer = OFFICER, today: dt.date = TODAY) -> SearchAnswer:
    """The answer to a search."""
    with records_for(town, viewer) as records:
        return search(records, ref, today=today)


def shown(answer: SearchAnswer) -> dict[str, Any]:
    """The JSON of an answer without its seconds."""
    document: dict[str, Any] = json.loads(json.dumps(answer.as_json()))
    document.pop("seconds")
    return document


def places(answer: SearchAnswer) -> list[tuple[tuple[str, ...], str, str]]:
    """Who, where and whether, in order."""
    return [(option.children, option.home, option.status.value) for option in answer.options]


def test_the_whole_group_comes_first_then_its_parts(town: sa.Engine) -> None:
    answer = found(town)
    assert places(answer)[0] == (("C-1", "C-2"), "H-1", "eligible")
    sizes = [len(option.children) for option in answer.options]
    assert sizes == sorted(sizes, reverse=True)
    assert [option.rank for option in answer.options] == list(range(1, len(answer.options) + 1))


def test_the_answer_has_the_shape_that_callers_rely_on(town: sa.Engine) -> None:
    document = shown(found(town))
    assert set(document) >= {"options", "approach", "near_misses", "excluded", "unknown"}
    wanted = {"children", "home", "rank", "status", "fit", "contributions", "approvals", "gaps", "travel", "cost"}
    for option in document["options"]:
        assert set(option) >= wanted
        assert option["status"] in {"eligible", "needs_approval", "unknown"}
        assert abs(option["fit"] - math.fsum(part["points"] for part in option["contributions"])) < 1e-9
        assert all(set(part) >= {"factor", "points", "because"} for part in option["contributions"])
    assert all(rule["because"] and rule["id"] for one in document["excluded"] for rule in one["rules"])
    assert all(one["rules"] for one in document["excluded"])
    assert all(one["missing"] for one in document["unknown"])


def test_every_home_is_an_option_or_left_out_with_a_reason(town: sa.Engine) -> None:
    answer = found(town)
    for bundle in {option.children for option in answer.options}:
        options = [option.home for option in answer.options if option.children == bundle]
        excluded = [
            one.verdict.home.ref
            for one in answer.excluded
            if tuple(child.ref for child in one.verdict.children) == bundle
        ]
        assert sorted(options + excluded) == ["H-1", "H-2", "H-3", "H-4", "K-1"]


def test_a_near_miss_says_who_could_cure_it(town: sa.Engine) -> None:
    near = {(tuple(c.ref for c in one.verdict.children), one.home): one for one in found(town).near_misses}
    one = near[("C-2",), "H-4"]
    assert one.finding.rule.id == "terms-age"
    assert one.finding.because == "Approved for 0 to 5; Birch is 6."
    assert "team manager" in one.finding.rule.who
    assert one.emergency is None


def test_in_an_emergency_the_near_miss_of_terms_names_the_six_working_days(town: sa.Engine) -> None:
    def urgent(session: Session) -> None:
        session.execute(sa.update(Referral).values(kind=ReferralKind.EMERGENCY))

    change(town, urgent)
    terms = [one for one in found(town).near_misses if one.finding.rule.id == "terms-age"]
    assert terms
    assert all(one.emergency and "6 working days" in one.emergency for one in terms)


def test_agencies_are_known_only_as_providers_to_approach(town: sa.Engine) -> None:
    answer = found(town)
    assert [one.provider.ref for one in answer.approach] == ["P-2"]
    assert "framework F-1, lots 1, tier 1" in answer.approach[0].because
    assert {one.provider.ref: one.because for one in answer.not_approached} == {"P-3": "Suspended: not to be used now."}


def test_cost_stands_beside_and_takes_no_part_in_the_order(town: sa.Engine) -> None:
    answer = found(town)
    costs = {option.home: option.cost.weekly_pence for option in answer.options if option.children == ("C-1",)}
    assert costs == {"H-1": 45_000, "H-2": 45_000, "H-3": 45_000, "K-1": 520_000}
    together = next(option for option in answer.options if option.children == ("C-1", "C-2"))
    assert together.cost.weekly_pence == 90_000


def test_a_role_that_may_not_see_prices_is_told_so(town: sa.Engine) -> None:
    answer = found(town, viewer=Viewer("Sam Invented", Role.SOCIAL_WORKER))
    assert {option.cost.because for option in answer.options} == {"Price not shown to this role."}


def test_a_role_without_casework_is_refused(town: sa.Engine) -> None:
    for role in (Role.BOARD_MEMBER, Role.FINANCE, Role.AUDITOR):
        with pytest.raises(NotPermitted):
            found(town, viewer=Viewer("Nobody", role))


def test_no_postcode_leaves_and_who_may_not_see_one_gets_the_same_answer(town: sa.Engine) -> None:
    officer, worker = found(town), found(town, viewer=Viewer("Sam Invented", Role.SOCIAL_WORKER))
    assert places(officer) == places(worker)
    text = json.dumps(officer.as_json())
    for postcode in PLACES:
        assert postcode not in text.replace(" ", "")


def test_a_trait_that_no_rule_names_leaves_the_list_identical(town: sa.Engine) -> None:
    before = shown(found(town))

    def other(session: Session) -> None:
        session.execute(sa.update(Child).values(ethnicity="BAFR", home_postcode_reason="none"))
        session.execute(sa.update(Home).values(name="Another name", source="another"))

    change(town, other)
    after = shown(found(town))
    assert {option.pop("home_name") for option in after["options"]} == {"Another name"}
    assert {option.pop("home_name") for option in before["options"]} == {None}
    assert after == before


def test_a_search_writes_nothing(town: sa.Engine) -> None:
    def rows() -> dict[str, int]:
        with Session(town) as session:
            return {
                table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in Base.metadata.sorted_tables
            }

    before = rows()
    found(town)
    assert rows() == before
    assert before[AuditRow.__tablename__] == 0


@contextmanager
def statements(engine: sa.Engine) -> Iterator[list[str]]:
    """Every statement the engine is given meanwhile."""
    seen: list[str] = []

    def note(*arguments: Any) -> None:
        seen.append(arguments[2])

    sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", note)


def test_the_number_of_queries_does_not_grow_with_the_record(town: sa.Engine) -> None:
    with statements(town) as few:
        found(town)

    def more(session: Session) -> None:
        for number in range(40):
            home = Home(ref=f"M-{number}", kind=HomeKind.FOSTERING, postcode="YO1 1AA")
            child = Child(ref=f"M-{number}")
            session.add_all([home, child])
            session.flush()
            bed = Bed(home_id=home.id, label="1")
            session.add(bed)
            session.flush()
            kind = OccupancyKind.PLACEMENT
            session.add(Occupancy(bed_id=bed.id, kind=kind, starts_on=TODAY, child_id=child.id, **SAID))
            session.add(Residence(child_id=child.id, starts_on=TODAY, home_id=home.id, **SAID))

    change(town, more)
    with statements(town) as many:
        found(town)
    assert len(many) == len(few) <= 45


def test_an_option_that_meets_no_essential_need_ranks_below_every_one_that_does(town: sa.Engine) -> None:
    alone = [option for option in found(town).options if option.children == ("C-1",)]
    essential = [option.score.essential for option in alone]
    assert essential == sorted(essential)
    assert set(essential) == {0, 1}


def test_the_constraint_of_the_child_already_there_is_kept(town: sa.Engine) -> None:
    change(town, lambda session: constrain(session, "C-4", ConstraintKind.ALONE))
    answer = found(town)
    assert "H-2" not in {option.home for option in answer.options}
    assert answer.excluded_by_rule()["lock-existing"] == 3


def test_brothers_assessed_apart_are_offered_no_home_together(town: sa.Engine) -> None:
    change(town, lambda session: session.execute(sa.update(SiblingRelation).values(assessed="apart_must")))
    answer = found(town)
    assert {len(option.children) for option in answer.options} == {1}
    assert answer.excluded_by_rule()["must-apart"] == 5


def test_what_is_missing_is_said_once_at_the_top(town: sa.Engine) -> None:
    assert found(town).complete
    change(town, lambda session: session.execute(sa.update(Child).values(legal_status=None, uasc=Known.UNKNOWN)))
    missing = found(town).missing_facts
    assert "Not known: Ash: legal status." in missing
    assert "Not known: Birch: whether unaccompanied and seeking asylum." in missing


def test_where_no_local_home_will_do_an_unmet_need_is_written_down(town: sa.Engine) -> None:
    assert found(town).unmet_need is None
    change(town, lambda session: session.execute(sa.update(Home).values(la_code="E08000035")))
    assert found(town).unmet_need == (
        "Unmet need: a child aged 9 and a child aged 6, supervision 1, in York. Kept for the sufficiency statement."
    )


def test_a_demonstration_lives_on_the_day_of_its_position(town: sa.Engine) -> None:
    change(town, lambda session: session.add(Setting(name="demonstration", value="yes")))
    with records_for(town, OFFICER) as records:
        assert search(records, "R-1").today == TODAY


def test_an_unknown_reference_is_not_found(town: sa.Engine) -> None:
    with pytest.raises(NotFound, match="R-99"):
        found(town, "R-99")


def test_a_day_that_has_passed_is_asked_for_from_today(town: sa.Engine) -> None:
    later = NEEDED_BY.date() + dt.timedelta(days=30)
    assert found(town, today=later).today == later
