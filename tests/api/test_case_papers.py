"""Papers about a child: the decision's note holds everything it rested on; the child's own page never says money."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.case_papers import note_of_decision, page_for_child, paper_of_shortlist
from api.reports.plain import as_text
from placements.audit_chain import Event
from placements.database import open_engine
from placements.deciding.happened import WhatHappened, record_happened
from placements.deciding.placing import decide
from placements.deciding.shortlists import make_shortlist, show_names
from placements.errors import NotFound, NotPermitted, Refused
from placements.models.audit import AuditRow
from placements.models.child import Child
from placements.models.decision import Happened
from placements.models.reference import Authority
from placements.permissions import Role, Viewer
from placements.unit_of_work import UnitOfWork
from tests.engines import SqliteFiles
from tests.placements.deciding import town

NAMES = {"C-1": "Ash", "C-2": "Birch"}
JOURNEY = {"home_minutes": 20, "home_miles": 4.0, "school_minutes": 12, "contact_minutes": [9, None]}


def shown(rank: int, home: str, children: list[str], **facts: Any) -> dict[str, Any]:
    """An option with everything a search shows of it."""
    near = {"factor": "education", "points": 15.0, "of": 15, "word": "high", "known": True, "because": "12 minutes"}
    usual: dict[str, Any] = {
        "home_name": f"The carers of {home}",
        "home_kind": "fostering",
        "split_siblings": 0,
        "contributions": [near],
        "notes": [],
        "warnings": [],
        "travel": {"estimate": "estimated by car", "children": [{"child": ref} | JOURNEY for ref in children]},
        "cost": {"weekly_pence": 50_496, "standing": "agreed", "because": "allowance"},
    }
    return town.option(rank, home, children, **(usual | facts))


@pytest.fixture
def record(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[sa.Engine]:
    """The brothers' referral with a search that shows two homes."""
    opened = open_engine(sqlite_files.migrated())
    town.settle(opened, tmp_path)
    with Session(opened) as session, session.begin():
        session.add(Authority(la_code="E06000014", name="York", responsible=True))
        for ref, name in NAMES.items():
            session.execute(sa.update(Child).where(Child.ref == ref).values(name=name))
    gap = {"about": "sleep", "because": "Gap: sleep 2 against skill 1.", "essential": True, "child": "C-2"}
    seen = town.document(shown(1, "H-1", ["C-1", "C-2"], gaps=[gap]), shown(2, "H-2", ["C-1"]))
    town.searched(opened, seen=seen)
    yield opened
    opened.dispose()


def placed(record: sa.Engine) -> int:
    """The brothers placed together in H-1: the decision's number."""
    town.wishes_recorded(record, "C-1", "C-2")
    offer = town.accepted(record)

    def step(work: UnitOfWork) -> int:
        return decide(work, offer, town.decided(supports={"sleep": "Night support twice a week."})).id

    return town.do(record, step, town.viewer(town.MANAGER))


def test_the_note_of_a_decision_says_who_why_over_what_and_how_to_question_it(record: sa.Engine) -> None:
    text = as_text(note_of_decision(record, town.SYSTEM, placed(record)))
    for said in (
        "Marian Invented, team manager, decided that Ash (C-1)",
        "Near school.",
        "He asked to stay near school, and does.",
        "Together, and near school.",
        "number 1 of 2 options shown",
        "Night support twice a week.",
        "accepted by Casey Invented (carer)",
        "Tell your reviewing officer or your advocate.",
        "rules 2026-1",
        "not yet",
    ):
        assert said in " ".join(text.split())
    assert text.index("Near school.") < text.index("Together, and near school.")


def test_the_childs_page_says_their_own_words_the_reason_and_the_way_to_question_it(record: sa.Engine) -> None:
    text = " ".join(as_text(page_for_child(record, town.SYSTEM, placed(record), "C-2")).split())
    for said in (
        "Birch: where you are going to live",
        "From 8 June 2026 you live with The carers of H-1.",
        "“Near school.”",
        "You live there together with Ash.",
        "about 12 minutes by car to your school",
        "about 9 minutes by car to somebody you see",
        "We also looked at 1 other home.",
        "Tell your reviewing officer or your advocate.",
        "It did not decide: a person did.",
    ):
        assert said in text


def test_the_childs_page_never_says_money_codes_or_a_score(record: sa.Engine) -> None:
    text = as_text(page_for_child(record, town.SYSTEM, placed(record), "C-1"))
    assert not [said for said in ("£", "pence", "504", "fit", "H-2", "C-1", "score", "rank", "rule") if said in text]


def test_a_child_whom_the_decision_is_not_about_has_no_page(record: sa.Engine) -> None:
    with pytest.raises(NotFound, match="not about this child"):
        page_for_child(record, town.SYSTEM, placed(record), "C-3")


def test_what_merely_happened_has_no_note_but_the_restricted_list(record: sa.Engine) -> None:
    what = WhatHappened(Happened.OTHER, ["C-3"], town.MONDAY, "Nowhere else tonight.", None, "a hotel", (), None)
    number = town.do(record, lambda work: record_happened(work, what, town.DIRECTOR).id, town.viewer(town.DIRECTOR))
    with pytest.raises(Refused, match="never suggested"):
        note_of_decision(record, town.SYSTEM, number)


def test_a_shortlist_with_hidden_names_says_letters_until_they_are_shown(record: sa.Engine) -> None:
    number = town.do(record, lambda work: make_shortlist(work, 1, [1, 2], hidden=True).id, town.OFFICER)
    hidden = as_text(paper_of_shortlist(record, town.OFFICER, number))
    assert "HOME A FOR ASH AND BIRCH" in hidden
    assert not [said for said in ("H-1", "H-2", "The carers") if said in hidden]
    town.do(record, lambda work: show_names(work, number), town.OFFICER)
    paper = paper_of_shortlist(record, town.OFFICER, number)
    assert "The carers of H-1 (H-1)" in as_text(paper)
    assert [column.name for column in paper.tables()[0].columns][-1] == "A week"


def test_every_paper_is_a_look_that_is_kept_and_only_casework_may_take_it(record: sa.Engine) -> None:
    number = placed(record)
    for role in (Role.BOARD_MEMBER, Role.COMMISSIONER, Role.FINANCE):
        with pytest.raises(NotPermitted):
            page_for_child(record, Viewer("Bo Invented", role), number, "C-1")
    page_for_child(record, town.WORKER, number, "C-1")
    with Session(record) as session:
        looks = list(session.scalars(sa.select(AuditRow).where(AuditRow.event == Event.PAPER_READ)))
    assert [(one.who, one.subject) for one in looks] == [(town.WORKER.name, f"decision {number}")]
