"""The register of releases, on both engines: frozen, audited, signed by two, released, corrected, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placements.audit_chain import first_break
from placements.deciding.people import Named
from placements.disclosing.documents import as_read, digest_of
from placements.disclosing.prepare import Prepared, prepare
from placements.disclosing.shown import ShownTable
from placements.disclosing.table import Category, Dimension, Population, Table
from placements.errors import Conflict, HomewardError, NotFound, NotPermitted, Refused
from placements.models.publication import Capacity, Release, ReleaseState
from placements.permissions import Permission, Role, Viewer
from placements.publishing.preparing import Draft, note_elsewhere, prepare_release, public_tables
from placements.publishing.signing import release, sign, withdraw
from placements.repository.audit import audit_rows
from placements.repository.records import records_for
from placements.repository.releases import register, released, released_as, signatures_of
from placements.unit_of_work import UnitOfWork
from tests.placements.disclosing.small_tables import ON, one_way

DESK = Viewer("command line", Role.ADMINISTRATOR)
ANYBODY = Viewer("anybody", Role.SIGNED_OUT)
CHRIS = Named("Chris Invented", Role.COMMISSIONER)
FIN = Named("Fin Invented", Role.FINANCE)
DEE = Named("Dee Invented", Role.DIRECTOR)
FIRST = {"in": 123, "neighbouring": 60, "further": 54, "not known": 3}
WORDS = "We ask the board to agree ten more foster homes."


def draft(counts: Mapping[str, int] = FIRST, *, facts: str = "march", words: str = WORDS, name: str = "board") -> Draft:
    table = one_way(counts, of=Population("children looked after", ON, facts))

    def write(prepared: Prepared) -> dict[str, object]:
        return {"tables": [as_read(one) for one in prepared.shown], "words": words, "left_out": prepared.withheld}

    return Draft(name, "Where our children live", ON, lambda public: prepare([table], public), write, [words])


def work_of(engine: sa.Engine) -> UnitOfWork:
    return UnitOfWork(engine, DESK, Permission.SEE_RELEASES)


def prepared(engine: sa.Engine, given: Draft | None = None, because: str = "") -> int:
    with work_of(engine) as work:
        number = prepare_release(work, CHRIS, given or draft(), because).id
        work.commit()
    return number


def signed(engine: sa.Engine, number: int, person: Named, capacity: Capacity, *, words_read: bool = False) -> None:
    with work_of(engine) as work:
        sign(work, number, person, capacity, words_read=words_read)
        work.commit()


def out(engine: sa.Engine, number: int) -> None:
    with work_of(engine) as work:
        release(work, number, CHRIS)
        work.commit()


def published(engine: sa.Engine, given: Draft | None = None, because: str = "") -> int:
    number = prepared(engine, given, because)
    signed(engine, number, CHRIS, Capacity.FIGURES)
    signed(engine, number, DEE, Capacity.PUBLICATION)
    out(engine, number)
    return number


def read(engine: sa.Engine) -> list[tuple[str, int]]:
    with records_for(engine, ANYBODY) as records:
        return [(one.name, one.edition) for one in released(records)]


def test_nobody_reads_what_was_not_signed_by_two_and_released(engine: sa.Engine) -> None:
    number = prepared(engine)
    assert read(engine) == []
    signed(engine, number, CHRIS, Capacity.FIGURES)
    with pytest.raises(Refused, match="not signed by two people"):
        out(engine, number)
    signed(engine, number, DEE, Capacity.PUBLICATION)
    assert read(engine) == []
    out(engine, number)
    assert read(engine) == [("board", 1)]
    with records_for(engine, ANYBODY) as records:
        found = released_as(records, "board")
    assert found.digest == digest_of(found.document)
    assert [row["count"] for row in found.document["tables"][0]["rows"]] == [123, 60, "c", "c", 240]
    assert found.certificate["narrowest_range"] >= 3
    assert found.signed_by == (("Chris Invented", "commissioner"), ("Dee Invented", "director"))


@pytest.mark.parametrize(
    ("person", "capacity", "says"),
    [
        (DEE, Capacity.FIGURES, "may not sign figures"),
        (CHRIS, Capacity.PUBLICATION, "may not sign releases"),
        (Named("Bo Invented", Role.BOARD_MEMBER), Capacity.PUBLICATION, "may not sign releases"),
        (Named("Ada", Role.ADMINISTRATOR), Capacity.PUBLICATION, "An administrator keeps the system"),
        (Named(" ", Role.DIRECTOR), Capacity.PUBLICATION, "A person must answer"),
    ],
)
def test_only_the_right_role_signs(engine: sa.Engine, person: Named, capacity: Capacity, says: str) -> None:
    number = prepared(engine)
    with pytest.raises(HomewardError, match=says):
        signed(engine, number, person, capacity)


def test_one_person_never_signs_twice_nor_publishes_what_they_prepared(engine: sa.Engine) -> None:
    number = prepared(engine)
    signed(engine, number, CHRIS, Capacity.FIGURES)
    with pytest.raises(NotPermitted, match="cannot sign twice"):
        signed(engine, number, Named("CHRIS INVENTED ", Role.DIRECTOR), Capacity.PUBLICATION)
    with pytest.raises(Conflict, match="signed that the figures are right already"):
        signed(engine, number, FIN, Capacity.FIGURES)
    number = prepared(engine)
    signed(engine, number, FIN, Capacity.FIGURES)
    with pytest.raises(NotPermitted, match="prepared it cannot agree"):
        signed(engine, number, Named("Chris Invented", Role.DIRECTOR), Capacity.PUBLICATION)


def test_doubtful_words_need_a_second_reader(engine: sa.Engine) -> None:
    number = prepared(engine, draft(words="The only child in secure accommodation has moved."))
    with pytest.raises(Refused, match="only child"):
        signed(engine, number, DEE, Capacity.PUBLICATION)
    signed(engine, number, DEE, Capacity.PUBLICATION, words_read=True)


def test_a_correction_says_why_and_is_audited_against_what_was_read(engine: sa.Engine) -> None:
    published(engine)
    with pytest.raises(Refused, match="reason for the correction is missing"):
        prepared(engine, draft({"in": 113, "neighbouring": 70, "further": 54, "not known": 3}, facts="corrected"))
    corrected = draft({"in": 113, "neighbouring": 70, "further": 54, "not known": 3}, facts="corrected")
    published(engine, corrected, "Ten children were in the wrong band.")
    assert read(engine) == [("board", 2)]
    with records_for(engine, DESK) as records:
        assert [one.state for one in register(records)] == [ReleaseState.RELEASED, ReleaseState.CORRECTED]
        assert len(public_tables(records)) == 2


def test_a_correction_of_one_child_hides_the_cells_it_would_give_away(engine: sa.Engine) -> None:
    published(engine)
    moved = draft({"in": 122, "neighbouring": 61, "further": 54, "not known": 3}, facts="one moved")
    published(engine, moved, "A late correction.")
    with records_for(engine, ANYBODY) as records:
        counts = [row["count"] for row in released_as(records, "board").document["tables"][0]["rows"]]
    assert counts[:2] == ["c", "c"]
    one_more = draft(FIRST | {"in": 124}, facts="one more")
    with pytest.raises(Refused, match="No table of this publication"):
        prepared(engine, one_more, "A child was missed.")


def test_what_was_withdrawn_is_gone_at_once_and_stays_in_every_audit(engine: sa.Engine) -> None:
    number = published(engine)
    with work_of(engine) as work, pytest.raises(Refused, match="reason for withdrawing"):
        withdraw(work, number, CHRIS, " ")
    with work_of(engine) as work:
        withdraw(work, number, CHRIS, "A band was wrong.")
        work.commit()
    assert read(engine) == []
    with records_for(engine, ANYBODY) as records, pytest.raises(NotFound):
        released_as(records, "board")
    with records_for(engine, DESK) as records:
        assert len(public_tables(records)) == 1
    with work_of(engine) as work, pytest.raises(Conflict):
        withdraw(work, number, CHRIS, "Again.")


def test_figures_changed_behind_the_registers_back_are_neither_signed_nor_released(engine: sa.Engine) -> None:
    number = prepared(engine)
    with engine.begin() as connection:
        connection.execute(sa.update(Release).values(document={"tables": []}))
    with pytest.raises(Refused, match="not those that were frozen"):
        signed(engine, number, CHRIS, Capacity.FIGURES)


def test_preparing_again_takes_the_place_of_what_was_never_released(engine: sa.Engine) -> None:
    first = prepared(engine)
    signed(engine, first, CHRIS, Capacity.FIGURES)
    again = prepared(engine, draft({"in": 123, "neighbouring": 60, "further": 57, "not known": 0}))
    with records_for(engine, DESK) as records:
        assert [one.edition for one in register(records)] == [1]
        assert list(signatures_of(records, again)) == []


def test_what_others_publish_is_read_by_every_audit(engine: sa.Engine) -> None:
    march = Population("children looked after", ON, "march")
    bands = (Category.of("inside", "in"), Category.of("outside", "neighbouring", "further", "not known"))
    theirs = Table(
        "locality", "Locality", (march,), (Dimension("where", bands),), {("inside",): 123, ("outside",): 117}
    )
    for _ in range(2):
        with work_of(engine) as work:
            note_elsewhere(work, CHRIS, "Department for Education", ShownTable(theirs, {}))
            work.commit()
    with records_for(engine, DESK) as records:
        assert len(public_tables(records)) == 1
    published(engine)
    with records_for(engine, ANYBODY) as records:
        assert released(records)[0].certificate["audited_with"] == ["locality (Department for Education)"]


def test_every_step_is_written_down_in_the_chain(engine: sa.Engine) -> None:
    published(engine)
    with records_for(engine, DESK) as records:
        rows = audit_rows(records)
    assert [row.event for row in rows[-4:]] == ["release_prepared", "release_signed", "release_signed", "released"]
    assert first_break(rows) is None


def test_the_database_itself_refuses_a_correction_without_a_reason(engine: sa.Engine) -> None:
    number = prepared(engine)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(sa.update(Release).where(Release.id == number).values(edition=2))


def test_a_reader_is_given_no_figure_that_was_kept_back(engine: sa.Engine) -> None:
    published(engine)
    with records_for(engine, ANYBODY) as records, pytest.raises(NotPermitted):
        register(records)
    assert dt.date(2026, 3, 31) == ON
