"""Commissioners' pages on the market: who sees which figures, what is hidden, forms that are faulty or kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from api.house import HOUSE, House
from api.shapes.budget import Budget, Change, Difference, Expected, Line, LineMonth, Nobody, Reconciliation
from forecasting.investing.programme import Action, ActionKind, Deduction, Programme
from forecasting.investing.programme_file import programme_from_toml
from forecasting.lever import Changes, Lever
from forecasting.scenario import Scenario
from forecasting.scenario_file import scenario_as_toml, scenario_from_toml
from placements.audit_chain import Event
from placements.models.audit import AuditRow
from placements.models.contract import (
    Contract,
    ContractKind,
    PriceComponent,
    PriceLine,
    PriceUnit,
    Provider,
    ProviderKind,
)
from placements.models.offer import Offer, OfferState, RefusalReason
from placements.models.referral import Referral
from placements.models.scenario import KeptKind, KeptScenario
from placements.permissions import Permission, Role
from placements.providing.service import OneProvider, ProviderRecord
from placements.repository.audit import desk_version
from placements.repository.providers import KnownHomes, Replies
from placements.repository.records import records_for
from placements.scenarios import keep_scenario
from placements.unit_of_work import UnitOfWork
from tests.api.pages.conftest import At
from tests.api.pages.forms import said
from tests.api.town import NOW, SAID, TODAY
from tests.api.visitors import ADMINISTRATOR
from tests.placements.providing.test_alike import DAY, alike


def kept_in(app: FastAPI, question: Any, answer: object) -> None:
    """An answer chosen by hand, kept as if it had been worked out."""
    house: House = app.state.house
    with records_for(house.engine, HOUSE) as records:
        version = desk_version(records)
    house.answers.kept(question, version, lambda: answer)


def providers_of(town: sa.Engine, *numbers: int) -> ProviderRecord:
    """Providers of so many children of twelve each, every one at £900 a week."""
    names = [f"Agency {number}" for number in range(len(numbers))]
    made = [Provider(ref=f"A-{n}", name=name, kind=ProviderKind.IFA) for n, name in enumerate(names)]
    with Session(town, expire_on_commit=False) as session:
        session.add_all(made)
        session.commit()
    lived = [stay for at, number in enumerate(numbers) for stay in alike(made[at].id, number, 100 * at)]
    weekly = {(stay.provider, stay.child): 90_000 for stay in lived}
    return ProviderRecord(
        DAY, tuple(OneProvider(one, Replies(), None, KnownHomes()) for one in made), lived, {}, weekly
    )


def test_fees_are_shown_where_three_providers_have_cases_enough_and_hidden_with_the_reason_else(
    app: FastAPI, town: sa.Engine, at: At
) -> None:
    commissioner = at(Role.COMMISSIONER)
    question = ("providers", app.state.house.today(), Role.COMMISSIONER)
    kept_in(app, question, providers_of(town, 6, 7, 8, 5))
    page = said(commissioner.open("/providers"))
    assert page.count("£900") == 3
    assert "Agency 3 c c c c" in page
    younger = commissioner.open("/providers?ages=0-9")
    assert "Nobody like this lived with a provider" in younger
    commissioner.open("/providers?ages=old", 404)
    told = commissioner.client.get("/providers.txt?setting=mainstream_fostering").text
    assert told.count("£900") == 3


def test_with_two_such_providers_no_fee_is_on_the_page_or_in_its_files(app: FastAPI, town: sa.Engine, at: At) -> None:
    commissioner = at(Role.COMMISSIONER)
    question = ("providers", app.state.house.today(), Role.COMMISSIONER)
    kept_in(app, question, providers_of(town, 30, 30, 5))
    page = commissioner.open("/providers")
    assert "£900" not in page
    assert "Fewer than 3 providers have 6 such children" in page
    for form in ("txt", "html"):
        assert "£900" not in commissioner.client.get(f"/providers.{form}").text
    assert "£900" not in commissioner.open("/providers/A-0")


def test_providers_are_sorted_by_what_they_answer_and_never_by_what_they_cost(town: sa.Engine, at: At) -> None:
    with UnitOfWork(town, ADMINISTRATOR, Permission.LOAD_DATA) as work:
        agency, own = (
            work.session.scalar(sa.select(Provider).where(Provider.ref == ref)) for ref in ("P-IFA", "P-OWN")
        )
        assert agency
        assert own
        agency.grade, agency.graded_on, agency.suspended, agency.suspended_by = "Inadequate", TODAY, True, "Bo Invented"
        agency.suspended_because, own.grade = "Two visits were missed", "Good"
        referral = work.session.scalar(sa.select(Referral.id)) or 0
        for reason in (RefusalReason.AGE, RefusalReason.AGE, RefusalReason.NO_REPLY):
            offer = Offer(referral_id=referral, state=OfferState.IDENTIFIED, at=NOW, by="x", provider_id=agency.id)
            offer.state = OfferState.APPROACHED
            offer.reason, offer.state = reason, OfferState.DECLINED
            work.session.add(offer)
        work.record(Event.DATA_LOADED, "a test's provider")
        work.commit()
    commissioner = at(Role.COMMISSIONER)
    own_row, agency_row = 'href="/providers/P-OWN"', 'href="/providers/P-IFA"'
    page = commissioner.open("/providers?order=grade")
    assert page.index(own_row) < page.index(agency_row)
    page = commissioner.open("/providers?order=-asked")
    assert page.index(agency_row) < page.index(own_row)
    assert "order=week" not in page
    assert "order=fee" not in page
    one = said(commissioner.open("/providers/P-IFA"))
    assert "Not to be used now: Two visits were missed." in one
    assert "by Bo Invented" in one
    assert "No: age 2" in one
    assert "No: no reply 1" in one
    commissioner.open("/providers/P-404", 404)


def test_a_block_is_tried_against_single_beds_and_faulty_terms_are_said(town: sa.Engine, at: At) -> None:
    with UnitOfWork(town, ADMINISTRATOR, Permission.LOAD_DATA) as work:
        agency = work.session.scalar(sa.select(Provider.id).where(Provider.ref == "P-IFA")) or 0
        ends = TODAY + dt.timedelta(days=90)
        contract = Contract(
            ref="FW-1", provider_id=agency, kind=ContractKind.FRAMEWORK, ends_on=ends, notice_days=30, **SAID
        )
        work.session.add(contract)
        work.session.flush()
        work.session.add(
            PriceLine(
                ref="L-1",
                setting="mainstream_fostering",
                component=PriceComponent.BASE,
                unit=PriceUnit.CHILD_WEEK,
                amount_pence=98_765,
                starts_on=dt.date(2026, 4, 1),
                contract_id=contract.id,
                **SAID,
            )
        )
        work.record(Event.DATA_LOADED, "a test's contract")
        work.commit()
    finance = at(Role.FINANCE)
    page = said(finance.open("/contracts?beds=4&fixed=15,400&besides=2550&spot=6400"))
    assert "The block costs less once 4.0 of 4 beds are filled" in page
    assert "1 agreement in force or to come; 1 ends within a year" in page
    assert "£987.65 a child and week" in page
    wrong = finance.open("/contracts?beds=none&fixed=&besides=1&spot=2")
    assert "There is a problem" in wrong
    assert 'value="none"' in wrong
    assert finance.client.get("/contracts.txt?beds=none&fixed=&besides=1&spot=2").status_code == 422


EXPECTED = Expected(mean=1.0, p2_5=1, p10=1, p50=1, p90=1, p97_5=1)
LINE = Line(
    code="C200", name="Agency fostering", holder=None, budget_pence=None, spent_pence=0, paid_pence=0,
    committed_pence=0, expected_pence=EXPECTED, over=None,
)  # fmt: skip
CAUSES = {"agrees": 0, "paid_more": 0, "paid_less": -100_000, "not_paid": -700_000, "not_modelled": 0}
BUDGET = Budget(
    year="2026/27",
    as_at=TODAY,
    lines=[LINE],
    total=LINE,
    change_pence=Change(volume=0, mix=0, price=0, inflation=0, need=0, total=0),
    unit_costs=[],
    contributions_pence={},
    reconciliation=Reconciliation(
        by_line_and_month=[
            LineMonth(
                code="C200",
                month=dt.date(2026, 5, 1),
                modelled_pence=900_000,
                paid_pence=100_000,
                children=2,
                agreeing=0,
                causes_pence=CAUSES,
            )
        ],
        agreeing=0,
        differences=[
            Difference(
                child="C-77",
                code="C200",
                month=dt.date(2026, 5, 1),
                modelled_pence=700_000,
                paid_pence=0,
                standing="not_paid",
            )
        ],
        matching_nobody=[Nobody(line="PAY-9", code="C200", child="J. Doe", provider=None, amount_pence=120_000)],
    ),
    committed_children=0,
    notes=[],
    children_set_aside=0,
    seed=1,
    seconds=0.0,
)


@pytest.mark.parametrize(
    ("role", "by_child"), [(Role.COMMISSIONER, False), (Role.FINANCE, True), (Role.DIRECTOR, True)]
)
def test_the_ledger_names_a_child_only_to_who_keeps_it(
    app: FastAPI, town: sa.Engine, at: At, role: Role, by_child: bool
) -> None:
    desk = at(role)
    kept_in(app, ("budget", role), BUDGET)
    page = said(desk.open("/ledger"))
    assert "£1,000 was paid for what should have cost £9,000: £8,000 less" in page
    assert "Modelled and not paid -£7,000" in page
    for text in (page, desk.client.get("/ledger.txt").text, desk.client.get("/ledger.html").text):
        assert ("C-77" in text) is by_child
        assert ("J. Doe" in text) is by_child
    assert "C-77" not in desk.open("/budget")


def test_what_is_kept_is_handed_to_another_owner_with_everything_it_assumes(town: sa.Engine, at: At) -> None:
    lever = Lever(Changes.ENTRIES, dt.date(2027, 4, 1), "A count", "Ash", change=-0.1)
    with UnitOfWork(town, ADMINISTRATOR, Permission.KEEP_SCENARIOS) as work:
        kept = keep_scenario(work, "Early help", "Ash", scenario_as_toml(Scenario("Early help", (lever,)))).id
        work.commit()
    commissioner = at(Role.COMMISSIONER)
    page = said(commissioner.open("/assumptions?owner=Ash"))
    assert "1 assumption of Ash" in page
    assert "-10% from 01/04/2027" in page
    refused = commissioner.refused(f"/assumptions/{kept}/owner", owner=" ")
    assert f'href="#owner-{kept}"' in refused
    assert commissioner.goes_on(f"/assumptions/{kept}/owner", owner="Birch") == f"/assumptions?done={kept}#owners"
    assert "“Early help” is now owned by Birch." in said(commissioner.open(f"/assumptions?done={kept}"))
    assert "Ash" not in commissioner.client.get("/assumptions.txt").text
    with Session(town) as session:
        held = session.get_one(KeptScenario, kept)
        assert {one.owner for one in scenario_from_toml(held.document, "x").levers} == {held.owner} == {"Birch"}
        assert session.scalar(sa.select(AuditRow.detail).where(AuditRow.event == "scenario_handed_over")) is not None


def test_a_programme_is_kept_as_typed_and_every_fault_is_said_at_once(town: sa.Engine, at: At) -> None:
    finance = at(Role.FINANCE)
    typed = {"csrf": finance.csrf, "title": "Six", "owner": "Ash", "source": "A plan", "recruit-size": "6"}
    wrong = typed | {"title": "", "recruit-low": "9", "block-pence_a_week": "5"}
    refused = finance.client.post("/invest", data=wrong)
    assert refused.status_code == 422
    for fault in ("Give the programme a title", "Households approved a year: the lowest", "Beds: give a number"):
        assert fault in refused.text
    assert 'value="9"' in refused.text
    finance.refused("/invest", title="None", owner="Ash")
    given = {"recruit-low": "3", "recruit-pence_each": "12,000", "deduct-3": "20", "recruit-used": "75"}
    answer = finance.client.post("/invest", data=typed | given)
    assert answer.status_code == 303
    number = answer.headers["location"].rsplit("/", 1)[1]
    starts = dt.date(2026, 7, 1)
    assert programme_from_toml(finance.client.get(f"/invest/{number}/programme.toml").text, "x") == Programme(
        title="Six",
        counterfactual="Things go on as they are.",
        actions=(Action(ActionKind.RECRUIT, starts, 6.0, "A plan", "Ash", 3.0, None, pence_each=1_200_000, used=0.75),),
        deductions=(Deduction("backfill", "A plan", "Ash", 0.2),),
    )
    assert "Six" in finance.open("/invest")
    assert "Six" not in finance.open("/scenarios")
    assert finance.goes_on(f"/invest/{number}/take-away") == "/invest"
    finance.open(f"/invest/{number}", 404)
    with Session(town) as session:
        assert session.get_one(KeptScenario, int(number)).kind is KeptKind.PROGRAMME
