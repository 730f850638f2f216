"""Which child a list means: by reference or code; a child of the returns who may be the same is put to a person."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from placements.codes import Ethnicity, LegalStatus
from placements.importing.batch import Batch
from placements.importing.cells import choose
from placements.importing.names import may_be_same_person
from placements.importing.rows import Row
from placements.models.base import Known, Sex
from placements.models.child import Child
from placements.models.loading import IdMatch, MatchState


class Children:
    """The children held, to be found by what a list says of them."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        children = batch.session.scalars(sa.select(Child).order_by(Child.id)).all()
        self._by_ref = {child.ref: child for child in children}
        self._by_code = {child.id903: child for child in children if child.id903}
        self._by_birth: dict[tuple[dt.date, Sex], list[Child]] = {}
        for child in children:
            if child.dob and child.ref == child.id903:  # known from the returns alone
                self._by_birth.setdefault((child.dob, child.sex), []).append(child)
        self._decided = {(match.list_ref, match.child_id): match for match in batch.session.scalars(sa.select(IdMatch))}
        self.doubtful: list[dict[str, object]] = []

    def find(self, row: Row) -> Child:
        """The child of a row, new or held; who may be the same child is listed for a person."""
        ref = row.words("child")
        child = self._by_ref.get(ref) or self._by_code.get(ref)
        if child is None:
            child = Child(ref=ref, invented=self._batch.invented)
            self._batch.session.add(child)
            self._by_ref[ref] = child
        elif child.ref != ref:
            self._remember(ref, child, MatchState.MATCHED, "the list's reference is the child's code in the returns")
        self._describe(row, child)
        self._batch.session.flush()
        if child.id903 is None:
            self._ask(row, child)
        return child

    def _describe(self, row: Row, child: Child) -> None:
        """Take from the list what it says of the child; a blank cell takes nothing away."""
        self._check_birth(row, child)
        child.name = (row.text("first_name") or "")[:80] or child.name
        child.dob = row.day("dob") or child.dob
        child.sex = Sex(row.text("sex") or child.sex)
        child.home_postcode = row.text("home_postcode") or child.home_postcode
        child.ethnicity = choose(row.words("ethnicity"), tuple(Ethnicity)) or child.ethnicity
        legal = choose(row.words("legal_status"), tuple(LegalStatus))
        if legal and legal != child.legal_status:
            child.legal_status, child.legal_from = legal, row.day("legal_from")
        if row.known("uasc") is Known.YES:
            child.uasc = Known.YES
        child.as_of, child.source = self._batch.as_at, self._batch.file[:200]

    def _check_birth(self, row: Row, child: Child) -> None:
        born = row.day("dob")
        if born and child.dob and born != child.dob:
            message = f"The list says born {born:%d/%m/%Y}; {child.dob:%d/%m/%Y} was held. The list's day is kept."
            self._batch.note(row, "dob-differs", message, "dob", child.ref)

    def _ask(self, row: Row, child: Child) -> None:
        """List the children of the returns born on the same day, of the same sex and of no other name."""
        if child.dob is None:
            return
        for other in self._by_birth.get((child.dob, child.sex), ()):
            match = self._decided.get((child.ref, other.id))
            if match is not None and match.state is not MatchState.DOUBTFUL:
                continue
            if child.name and other.name and not may_be_same_person(child.name, other.name):
                continue
            because = f"both were born on {child.dob:%d/%m/%Y} and are of the same sex"
            self._remember(child.ref, other, MatchState.DOUBTFUL, because)
            self.doubtful.append({"child": child.ref, "may_be": other.id903, "because": because})
            message = f"{child.ref} may be the child {other.id903} of the returns: {because}. A person must say."
            self._batch.note(row, "child-doubtful", message, "child", child.ref)

    def _remember(self, ref: str, child: Child, state: MatchState, because: str) -> None:
        if (ref, child.id) not in self._decided:
            match = IdMatch(
                list_ref=ref[:40], child_id=child.id, state=state, because=because, at=self._batch.work.clock()
            )
            self._batch.session.add(match)
            self._decided[ref, child.id] = match
