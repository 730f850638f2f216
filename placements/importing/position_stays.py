"""The stays held and the stays a list states: which are the same, which are new, and what is to be told of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from placements.codes import Place, Provider
from placements.importing.batch import Batch
from placements.importing.cells import choose
from placements.importing.position_beds import end_stay, holds_its_bed, leave_bed, take_bed
from placements.importing.position_homes import KnownHome
from placements.importing.rows import Row
from placements.importing.wording import same_text
from placements.models.child import Child
from placements.models.home import Home
from placements.models.placement import Occupancy, Residence, Standing


@dataclass
class Change:
    """What a row means for a child: `kind` is new, moved, dates_changed or unchanged; `stay` the one that goes on."""

    row: Row
    child: Child
    home: KnownHome | None
    kind: str
    stay: Residence | None
    before: str | None = None


class Stays:
    """The open stays of the record, to be compared with today's list."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._refs = dict(batch.session.execute(sa.select(Home.id, Home.ref)).all())
        self._children = dict(batch.session.execute(sa.select(Child.ref, Child.id)).all())
        self._children_refs = {id_: ref for ref, id_ in self._children.items()}
        query = sa.select(Residence).where(Residence.ends_on.is_(None)).order_by(Residence.id)
        self._open: dict[int, Residence] = {stay.child_id: stay for stay in batch.session.scalars(query)}
        self._left: list[dict[str, Any]] = []

    @property
    def held(self) -> int:
        """How many children had an open stay before this list."""
        return len(self._open)

    def compare(self, row: Row, child: Child, home: KnownHome | None) -> Change:
        """Compare a row with the stay held; one that moved has the stay before ended."""
        stay = self._open.get(child.id)
        if stay is None:
            return Change(row, child, home, "new", None)
        since = row.day("from")
        if self._same_place(stay, row, home) and not (since and since > stay.as_of and since != stay.starts_on):
            changed = since is not None and since != stay.starts_on
            return Change(row, child, home, "dates_changed" if changed else "unchanged", stay, self._where(stay))
        before = self._where(stay)
        end_stay(self._batch, stay, self._left_on(stay, since), "moved")
        return Change(row, child, home, "moved", None, before)

    def not_of(self, listed: set[int], left_out: frozenset[str]) -> list[Residence]:
        """The open stays of children neither listed nor left out of the load."""
        out = {self._children[ref] for ref in left_out if ref in self._children}
        return [stay for child, stay in self._open.items() if child not in listed | out and stay.ends_on is None]

    def leave(self, ref: str, on: dt.date, because: str) -> None:
        """End the stay of a child whom the list itself says has left."""
        stay = self._open.get(self._children.get(ref, 0))
        if stay is not None and stay.ends_on is None:
            end_stay(self._batch, stay, on, because)
            self.note_left(stay, on, because)

    def note_left(self, stay: Residence, on: dt.date, because: str) -> None:
        """Remember that a child left, to be told."""
        ref = self._children_refs[stay.child_id]
        self._left.append({"child": ref, "from": self._where(stay), "on": on.isoformat(), "because": because})

    def settle(self, change: Change) -> None:
        """Write the stay that a row states, with the bed it takes."""
        row, child, home, stay = change.row, change.child, change.home, change.stay
        facts = self._facts(row, home)
        if stay is None:
            stay = Residence(child_id=child.id, starts_on=row.day("from"), **facts)
            self._batch.session.add(stay)
        else:
            facts["home_id"] = home.id if home else stay.home_id
            facts["place_text"] = row.text("home") or stay.place_text
            for attribute, value in facts.items():
                setattr(stay, attribute, value)
            if change.kind == "dates_changed":
                self._correct_start(change, stay)
        change.stay = stay
        if stay.home_id is not None and not holds_its_bed(self._batch, row, stay):
            self._take_bed(row, child, stay, stay.home_id)
        self._batch.session.flush()

    def differences(self, changes: list[Change]) -> dict[str, Any]:
        """What changed since the last list, child by child, and how many stayed where they were."""
        told: dict[str, Any] = {kind: [] for kind in ("new", "moved", "dates_changed")}
        for change in changes:
            if change.kind in told and change.stay is not None:
                since = change.stay.starts_on
                told[change.kind].append(
                    {
                        "child": change.child.ref,
                        "from": change.before,
                        "to": self._where(change.stay),
                        "on": since and since.isoformat(),
                    }
                )
        unchanged = sum(change.kind == "unchanged" for change in changes)
        return told | {"left": self._left, "unchanged": unchanged, "last_list": self.held}

    def _same_place(self, stay: Residence, row: Row, home: KnownHome | None) -> bool:
        text = row.text("home")
        if home is not None and stay.home_id is not None:
            return home.id == stay.home_id
        if text is not None:
            return same_text(text, stay.place_text or "")
        if home is not None or stay.home_id is not None:
            return False
        facts = self._facts(row, None)
        return all(facts[name] == getattr(stay, name) for name in ("place", "place_provider", "postcode"))

    def _left_on(self, stay: Residence, since: dt.date | None) -> dt.date:
        """The day a stay ended: when the next began, as far as that can be, else the day of the list."""
        if since and (stay.starts_on or since) <= since <= self._batch.as_at:
            return since
        return self._batch.as_at

    def _where(self, stay: Residence) -> str | None:
        if stay.home_id is not None:
            return self._refs.get(stay.home_id)
        return stay.place_text or stay.place

    def _facts(self, row: Row, home: KnownHome | None) -> dict[str, Any]:
        return {
            "home_id": home.id if home else None,
            "place_text": row.text("home"),
            "place": choose(row.words("place"), tuple(Place)),
            "place_provider": choose(row.words("place_provider"), tuple(Provider)),
            "postcode": row.text("postcode"),
            "expected_end": row.day("expected_end"),
            "as_of": self._batch.as_at,
            "source": self._batch.file[:200],
            "author": (row.text("social_worker") or "")[:120] or None,
        }

    def _correct_start(self, change: Change, stay: Residence) -> None:
        """Take the list's word on since when; the bed is taken anew from then."""
        stay.starts_on = change.row.day("from")
        if stay.occupancy_id is not None:
            occupancy = self._batch.session.get_one(Occupancy, stay.occupancy_id)
            occupancy.standing, occupancy.released_because = Standing.RELEASED, "put right by a later list"
            stay.occupancy_id = None
            self._batch.session.flush()

    def _take_bed(self, row: Row, child: Child, stay: Residence, home_id: int) -> None:
        """Take the bed of a stay: from its start, or from today where another bed of the home is left for it."""
        starts_on = row.day("from") or self._batch.as_at
        if stay.occupancy_id is not None:
            starts_on = max(starts_on, self._batch.as_at) if leave_bed(self._batch, stay) else starts_on
            self._batch.session.flush()
        stay.occupancy_id = take_bed(self._batch, row, child, home_id, starts_on).id
