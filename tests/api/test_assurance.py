"""Papers a council needs before it loads a real child: filled from the system, with what people must still fill."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.assurance import data_protection_paper, equality_paper, transparency_paper
from api.reports.about import TO_FILL
from api.reports.files import FORMS, written_as
from api.reports.paper import Paper
from api.reports.plain import as_text
from api.settings import Settings
from matching.rules.catalogue import every_rule
from placements.audit_chain import Event
from placements.database import open_engine
from placements.disclosure import HIDDEN
from placements.errors import NotPermitted
from placements.models import Base
from placements.models.audit import AuditRow
from placements.models.child import Child
from placements.models.reference import Authority
from placements.permissions import Role, Viewer
from tests.engines import SqliteFiles

KEEPER = Viewer("Ada Invented", Role.ADMINISTRATOR)
Maker = Callable[[sa.Engine, Viewer, Settings], Paper]
PAPERS: tuple[Maker, ...] = (data_protection_paper, transparency_paper, equality_paper)


@pytest.fixture
def record(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    """A record of one council with three children."""
    opened = open_engine(sqlite_files.migrated())
    with Session(opened) as session, session.begin():
        session.add(Authority(la_code="E06000014", name="York", responsible=True))
        session.add_all(Child(ref=f"C-{number}", invented=True) for number in range(3))
    yield opened
    opened.dispose()


def test_the_assessment_lists_every_table_every_role_and_every_rule(record: sa.Engine) -> None:
    paper = data_protection_paper(record, KEEPER, Settings())
    held, roles, rules = paper.tables()[:3]
    assert {row[0] for row in held.rows} == {_named(table) for table in Base.metadata.tables}
    assert len(roles.rows) == len(Role) - 1
    assert sum(int(row[1]) for row in rules.rows if isinstance(row[1], int)) == len(every_rule())
    assert sum(int(row[2]) for row in rules.rows if isinstance(row[2], int)) == sum(one.draft for one in every_rule())


def _named(table: str) -> str:
    words = table.replace("_", " ")
    return words[:1].upper() + words[1:]


def test_a_count_of_three_children_is_hidden_since_the_paper_may_be_published(record: sa.Engine) -> None:
    held = data_protection_paper(record, KEEPER, Settings()).tables()[0]
    [children] = [row for row in held.rows if row[0] == "Children"]
    assert children[2] == HIDDEN


@pytest.mark.parametrize("make", PAPERS)
def test_each_is_a_draft_that_says_what_people_must_fill_in_every_form(make: Maker, record: sa.Engine) -> None:
    paper = make(record, KEEPER, Settings(idle_minutes=7))
    text = as_text(paper)
    assert text.splitlines()[1].startswith("Draft: not released.")
    assert TO_FILL in text
    assert all(written_as(paper, form) for form in FORMS)


def test_the_time_limits_and_the_weights_are_those_in_force(record: sa.Engine) -> None:
    text = " ".join(as_text(data_protection_paper(record, KEEPER, Settings(idle_minutes=7, absolute_hours=9))).split())
    assert "After 7 minutes idle, after 9 hours in any case" in text
    assert "Needs 35" in text


def test_only_those_who_may_read_the_audit_take_them_and_that_is_kept(record: sa.Engine) -> None:
    with pytest.raises(NotPermitted):
        data_protection_paper(record, Viewer("Pat Invented", Role.PLACEMENT_OFFICER), Settings())
    with pytest.raises(NotPermitted):
        equality_paper(record, Viewer("Aud Invented", Role.AUDITOR), Settings())
    transparency_paper(record, Viewer("Aud Invented", Role.AUDITOR), Settings())
    with Session(record) as session:
        looks = session.scalars(sa.select(AuditRow.subject).where(AuditRow.event == Event.PAPER_READ))
        assert list(looks)[-1] == "transparency record"
