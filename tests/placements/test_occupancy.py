"""A place is given once: the database refuses the second, whoever asks and however many at once."""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from placements.database import open_engine
from placements.errors import Conflict, NotPermitted
from placements.models.decision import Decision, Happened
from placements.models.placement import DECIDED_HERE, Occupancy, OccupancyKind, Standing
from placements.occupancy import end_occupancy, hold_bed, take_place
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork
from tests.placements.record import MANAGER, NOON, one_bed

DAY = dt.date(2026, 6, 10)


def decided(work: UnitOfWork, referral: int, **other: object) -> Decision:
    """A decision as the record keeps it, written but not committed."""
    facts: dict[str, object] = {
        "decided_by": "Marian Invented",
        "role": "team_manager",
        "reason": "Nearest to school.",
        "happened": Happened.OTHER,
    }
    decision = Decision(referral_id=referral, at=NOON, **(facts | other))  # type: ignore[arg-type]
    work.session.add(decision)
    work.session.flush()
    return decision


def stay(bed_id: int, starts_on: dt.date, ends_on: dt.date | None = None, **more: object) -> Occupancy:
    """An occupancy as an importer would write it."""
    facts: dict[str, object] = {"kind": OccupancyKind.PLACEMENT, "as_of": DAY, "source": "test"}
    return Occupancy(bed_id=bed_id, starts_on=starts_on, ends_on=ends_on, **(facts | more))  # type: ignore[arg-type]


def written(session: Session, occupancy: Occupancy) -> bool:
    """Whether the database took it."""
    try:
        with session.begin_nested():
            session.add(occupancy)
    except IntegrityError:
        return False
    return True


def test_one_child_may_leave_on_the_day_another_comes(engine: sa.Engine) -> None:
    bed, _, _ = one_bed(engine)
    with Session(engine) as session:
        assert written(session, stay(bed, DAY, DAY + dt.timedelta(days=5)))
        assert written(session, stay(bed, DAY + dt.timedelta(days=5)))


def test_the_same_child_may_return_to_the_same_bed(engine: sa.Engine) -> None:
    bed, [child], _ = one_bed(engine)
    with Session(engine) as session:
        assert written(session, stay(bed, DAY, DAY + dt.timedelta(days=5), child_id=child))
        assert written(session, stay(bed, DAY + dt.timedelta(days=9), child_id=child))


def test_an_open_stay_refuses_every_later_one(engine: sa.Engine) -> None:
    bed, _, _ = one_bed(engine)
    with Session(engine) as session:
        assert written(session, stay(bed, DAY))
        assert not written(session, stay(bed, DAY + dt.timedelta(days=900), DAY + dt.timedelta(days=901)))


def test_moving_a_stay_onto_another_is_refused_too(engine: sa.Engine) -> None:
    bed, _, _ = one_bed(engine)
    with Session(engine) as session:
        assert written(session, stay(bed, DAY, DAY + dt.timedelta(days=5)))
        later = stay(bed, DAY + dt.timedelta(days=5), DAY + dt.timedelta(days=9))
        assert written(session, later)
        with pytest.raises(IntegrityError), session.begin_nested():
            later.starts_on = DAY + dt.timedelta(days=4)


def test_a_double_booking_in_an_extract_can_be_kept_as_contested(engine: sa.Engine) -> None:
    bed, _, _ = one_bed(engine)
    with Session(engine) as session:
        assert written(session, stay(bed, DAY))
        assert written(session, stay(bed, DAY, standing=Standing.CONTESTED))


def test_a_stay_that_ends_before_it_starts_is_refused(engine: sa.Engine) -> None:
    bed, _, _ = one_bed(engine)
    with Session(engine) as session:
        assert not written(session, stay(bed, DAY, DAY))


def test_random_stays_agree_with_day_by_day_bookkeeping(engine: sa.Engine, scale: Callable[[int], int]) -> None:
    """Half as many sequences on each engine: no overlap is let in, no free interval refused."""
    bed, _, _ = one_bed(engine)
    for seed in range(scale(5_000)):
        rng = random.Random(seed)
        taken: set[int] = set()
        with Session(engine) as session:
            for _ in range(8):
                start = rng.randrange(40)
                length = rng.choice([1, 1, 3, 10, 1000])
                days = set(range(start, min(start + length, 2000)))
                end = None if length == 1000 else DAY + dt.timedelta(days=start + length)
                days = set(range(start, 2000)) if end is None else days
                free = taken.isdisjoint(days)
                assert written(session, stay(bed, DAY + dt.timedelta(days=start), end)) == free, (seed, start, end)
                taken |= days if free else set()
            session.rollback()


def test_fifty_people_on_one_bed_exactly_one_wins(engine: sa.Engine, scale: Callable[[int], int]) -> None:
    bed, children, _ = one_bed(engine, children=50)
    for number in range(scale(50)):
        day = DAY + dt.timedelta(days=number)
        outcomes = race(engine, bed, children, day)
        assert sorted(outcomes) == ["refused"] * 49 + ["won"]


def race(engine: sa.Engine, bed: int, children: list[int], day: dt.date) -> list[str]:
    """Everybody asks for the same bed at the same moment."""
    outcomes: list[str] = []
    gate = threading.Barrier(len(children))

    def ask(child: int) -> None:
        own = open_engine(engine.url.render_as_string(hide_password=False))
        gate.wait()
        try:
            with UnitOfWork(own, MANAGER, Permission.HOLD_BEDS) as work:
                held = hold_bed(work, bed, day, child_id=child)
                held.ends_on = day + dt.timedelta(days=1)
                work.commit()
            outcomes.append("won")
        except Conflict:
            outcomes.append("refused")
        finally:
            own.dispose()

    threads = [threading.Thread(target=ask, args=(child,)) for child in children]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_a_hold_keeps_the_bed_from_everybody_else_until_it_lapses(engine: sa.Engine) -> None:
    bed, [first, second], _ = one_bed(engine, children=2)
    with UnitOfWork(engine, MANAGER, Permission.HOLD_BEDS, clock=lambda: NOON) as work:
        hold_bed(work, bed, DAY, hours=2, child_id=first)
        work.commit()
    with (
        UnitOfWork(engine, MANAGER, Permission.HOLD_BEDS, clock=lambda: NOON + dt.timedelta(hours=1)) as work,
        pytest.raises(Conflict, match="Bed 1 in H-1 is already taken"),
    ):
        hold_bed(work, bed, DAY + dt.timedelta(days=30), child_id=second)
    with UnitOfWork(engine, MANAGER, Permission.HOLD_BEDS, clock=lambda: NOON + dt.timedelta(hours=2)) as work:
        hold_bed(work, bed, DAY + dt.timedelta(days=30), child_id=second)
        work.commit()


def test_the_child_held_for_can_be_placed_and_the_decision_says_who_and_why(engine: sa.Engine) -> None:
    bed, [child], referral = one_bed(engine)
    with UnitOfWork(engine, MANAGER, Permission.HOLD_BEDS) as work:
        hold_bed(work, bed, DAY, child_id=child)
        work.commit()
    with UnitOfWork(engine, MANAGER, Permission.DECIDE_PLACEMENTS) as work:
        take_place(work, bed, child, decided(work, referral), DAY)
        work.commit()
    with Session(engine) as session:
        standing = session.scalars(sa.select(Occupancy.standing).order_by(Occupancy.id)).all()
        assert standing == [Standing.RELEASED, Standing.IN_FORCE]


def test_whoever_may_only_hold_cannot_place(engine: sa.Engine) -> None:
    bed, [child], referral = one_bed(engine)
    officer = Viewer("Olu Invented", Role.PLACEMENT_OFFICER)
    with UnitOfWork(engine, officer, Permission.HOLD_BEDS) as work, pytest.raises(NotPermitted):
        take_place(work, bed, child, decided(work, referral), DAY)


def test_ending_a_stay_frees_the_bed_from_that_day(engine: sa.Engine) -> None:
    bed, [child], _ = one_bed(engine)
    with UnitOfWork(engine, MANAGER, Permission.HOLD_BEDS) as work:
        held = hold_bed(work, bed, DAY, child_id=child)
        end_occupancy(work, held.id, DAY, "another home was found")
        hold_bed(work, bed, DAY, child_id=child)
        work.commit()


@pytest.mark.parametrize(
    "lacking", [{"decided_by": "  "}, {"role": ""}, {"reason": " "}, {"happened": None}, {"overridden_rank": 1}]
)
def test_the_database_refuses_a_decision_without_person_role_reason_or_options_seen(
    engine: sa.Engine, lacking: dict[str, object]
) -> None:
    _, _, referral = one_bed(engine)
    with UnitOfWork(engine, MANAGER, Permission.DECIDE_PLACEMENTS) as work, pytest.raises(IntegrityError):
        decided(work, referral, **lacking)


@pytest.mark.parametrize("kind", [OccupancyKind.PLACEMENT, OccupancyKind.SHORT_BREAK])
def test_the_database_refuses_a_place_given_here_without_a_decision(engine: sa.Engine, kind: OccupancyKind) -> None:
    bed, [child], _ = one_bed(engine)
    with Session(engine) as session:
        assert not written(session, stay(bed, DAY, kind=kind, child_id=child, source=DECIDED_HERE))
        assert written(session, stay(bed, DAY, kind=kind, child_id=child, source="position.xlsx"))
