"""What was seen is kept: a decision is read again exactly, whatever changed since; names may stay hidden at first."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.deciding.gaps import close_gap, note_gap, open_gaps, stale_facts
from placements.deciding.placing import decide
from placements.deciding.searches import digest_of, document_of, keep_search, search_by
from placements.deciding.shortlists import make_shortlist, show_names, shown
from placements.deciding.wishes import record_wishes
from placements.errors import Conflict, Refused
from placements.models.child import Child, Need, NeedDomain
from placements.models.home import Home
from placements.models.referral import Referral
from placements.models.search import Seen
from tests.placements.deciding import town
from tests.placements.deciding.town import FRIDAY_NOON, MANAGER, MONDAY, OFFICER, SEEN, WORKER, do, viewer


def test_a_past_decision_is_read_again_exactly_as_it_was_seen(engine: sa.Engine, tmp_path: Path) -> None:
    offer = town.ready(engine, tmp_path)
    decision = do(engine, lambda work: decide(work, offer, town.decided()), viewer(MANAGER))
    with Session(engine) as session, session.begin():
        session.execute(sa.update(Home).values(name="Renamed since"))
    town.searched(engine, seen=town.document(town.option(1, "H-2", ["C-1", "C-2"])))
    with Session(engine) as session:
        again = document_of(session, search_by(session, decision.search_id or 0))
    assert again == {key: value for key, value in SEEN.items() if key != "seconds"}
    assert digest_of(again) == decision.snapshot["seen"]
    assert decision.snapshot["option"] == SEEN["options"][0]


def test_the_same_answer_is_kept_once_and_the_seconds_it_took_are_no_part_of_it(
    engine: sa.Engine, tmp_path: Path
) -> None:
    town.settle(engine, tmp_path)
    first = town.searched(engine)
    slower = copy.deepcopy(SEEN) | {"seconds": 9.0}
    second = town.searched(engine, seen=slower)
    assert first != second
    with Session(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Seen)) == 1


def test_what_was_changed_behind_the_program_is_not_read_as_what_was_seen(engine: sa.Engine, tmp_path: Path) -> None:
    town.settle(engine, tmp_path)
    number = town.searched(engine)
    with Session(engine) as session, session.begin():
        session.execute(sa.update(Seen).values(document={"options": []}))
    with Session(engine) as session, pytest.raises(Conflict, match="not what was shown"):
        document_of(session, search_by(session, number))


def test_a_search_from_a_file_is_kept_without_a_referral(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    search = do(record, lambda work: keep_search(work, "tonight.json", SEEN, 1), OFFICER)
    assert (search.referral_id, search.asked, search.by) == (None, "tonight.json", OFFICER.name)


def test_names_stay_hidden_until_a_named_person_asks(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    because = "H-1 knows him; H-12 does not."
    number = town.searched(record, seen=town.document(town.option(1, "H-1", ["C-1"], notes=[{"because": because}])))
    made = do(record, lambda work: make_shortlist(work, number, [1], hidden=True).id, OFFICER)
    with Session(record) as session:
        [hidden] = shown(session, made)
        assert "H-1" not in json.dumps(hidden).replace("H-12", "")
        assert hidden["notes"] == [{"because": "Home A knows him; H-12 does not."}]
    listed = do(record, lambda work: show_names(work, made), OFFICER)
    assert (listed.revealed_by, listed.revealed_at) == (OFFICER.name, FRIDAY_NOON)
    with Session(record) as session:
        assert shown(session, made)[0]["home"] == "H-1"


@pytest.mark.parametrize("ranks", [[], [9], [1, 1]])
def test_a_shortlist_is_made_of_options_that_were_shown(record: sa.Engine, tmp_path: Path, ranks: list[int]) -> None:
    town.settle(record, tmp_path)
    number = town.searched(record)
    with pytest.raises(Refused, match="different options"):
        do(record, lambda work: make_shortlist(work, number, ranks, hidden=False), OFFICER)


def test_gaps_have_somebody_and_a_day_and_old_facts_are_listed(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    number = do(record, lambda work: note_gap(work, "R-2", "Her GP.", "Wren", MONDAY).id, WORKER)
    old = FRIDAY_NOON.date() - dt.timedelta(days=91)
    with Session(record) as session, session.begin():
        child = session.scalars(sa.select(Child.id).where(Child.ref == "C-3")).one()
        for as_of, domain in ((old, NeedDomain.EATING), (old + dt.timedelta(days=1), NeedDomain.EMOTIONAL)):
            session.add(Need(child_id=child, domain=domain, level=2, as_of=as_of, source="test"))
    with Session(record) as session:
        referral = session.scalars(sa.select(Referral).where(Referral.ref == "R-2")).one()
        assert [gap.who for gap in open_gaps(session, referral)] == ["Wren"]
        [stale] = stale_facts(session, referral, FRIDAY_NOON.date())
    assert (stale.child, stale.what) == ("C-3", "need: eating")
    do(record, lambda work: close_gap(work, number), WORKER)
    with Session(record) as session:
        assert open_gaps(session, session.scalars(sa.select(Referral).where(Referral.ref == "R-2")).one()) == []


def test_a_view_that_could_not_be_asked_for_says_why(record: sa.Engine, tmp_path: Path) -> None:
    town.settle(record, tmp_path)
    with pytest.raises(Refused, match="is missing"):
        do(
            record,
            lambda work: record_wishes(work, "C-3", " ", asked_by="Wren", asked_on=MONDAY - dt.timedelta(days=4)),
        )
    with pytest.raises(Refused, match="still to come"):
        do(record, lambda work: record_wishes(work, "C-3", "x", asked_by="Wren", asked_on=MONDAY), WORKER)
