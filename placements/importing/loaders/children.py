"""Children looked after or about to be, with everything the further sheets say of them."""

from __future__ import annotations

from collections import Counter

from placements.codes import Ethnicity, LegalStatus
from placements.importing.batch import Batch, Facts, check_lengths, check_range, fill, held
from placements.importing.cells import choose
from placements.importing.loaders.carers import record_said
from placements.importing.loaders.child_needs import check_needs, write_needs
from placements.importing.loaders.child_places import check_places, write_places
from placements.importing.loaders.child_topics import check_topics, write_topics
from placements.importing.loaders.constraints import check_constraints, write_constraints
from placements.importing.loaders.siblings import check_siblings, names_nobody, write_siblings
from placements.importing.one_child import known_from_returns_alone, merge_into
from placements.importing.rows import Row
from placements.models.base import Sex
from placements.models.child import Child

_FACTS: Facts = {
    "first_name": ("name", Row.text),
    "dob": ("dob", Row.day),
    "sex": ("sex", lambda row, column: Sex(row.text(column) or Sex.UNKNOWN)),
    "ethnicity": ("ethnicity", lambda row, column: choose(row.words(column), tuple(Ethnicity))),
    "home_postcode": ("home_postcode", Row.text),
    "home_postcode_reason": ("home_postcode_reason", Row.text),
    "legal_status": ("legal_status", lambda row, column: choose(row.words(column), tuple(LegalStatus))),
    "legal_from": ("legal_from", Row.day),
    "school_year": ("school_year", Row.whole),
    "uasc": ("uasc", Row.known),
    "pr_objection": ("pr_objection", Row.known),
    "supervision": ("supervision", Row.whole),
    "dol_order": ("dol_order", Row.known),
    "dol_setting": ("dol_setting", Row.text),
}
_LENGTHS = {
    "child": "ref",
    "id903": "id903",
    "first_name": "name",
    "home_postcode_reason": "home_postcode_reason",
    "school_urn": "school_urn",
    "dol_setting": "dol_setting",
}


def check(batch: Batch) -> None:
    """List what is wrong with the children and their sheets."""
    rows = batch.first
    check_lengths(batch, rows, Child, _LENGTHS)
    check_range(batch, rows, "school_year", 0, 14)
    check_range(batch, rows, "supervision", 0, 4)
    for row in rows:
        _check_codes(batch, row)
        if (born := row.day("dob")) and born > batch.as_at:
            batch.wrong(row, "dob-future", f"The date of birth {born:%d/%m/%Y} is still to come.", "dob")
    _check_identity(batch)
    known = {row.words("child") for row in rows} | set(held(batch.session, Child.ref, _mentioned(batch)))
    for sheet, columns in _WHO.items():
        for row in batch.sheet(sheet):
            for column in columns:
                if row.text(column) and row.words(column) not in known and not names_nobody(row, column):
                    message = f"{row.text(column)} is neither in this file nor held. Add the child to the first sheet."
                    batch.wrong(row, "child-unknown", message, column)
    check_topics(batch)
    check_needs(batch)
    check_constraints(batch, known)
    check_siblings(batch)
    check_places(batch)


def write(batch: Batch) -> None:
    """Write the children: a later list wins, sheet by sheet, for the children it names."""
    wanted = _mentioned(batch)
    children: dict[str, Child] = held(batch.session, Child.ref, wanted)
    by_code: dict[str, Child] = held(batch.session, Child.id903, (row.words("id903") for row in batch.first))
    for row in batch.first:
        children[row.words("child")] = _write_child(batch, row, children.get(row.words("child")), by_code)
    batch.session.flush()
    write_topics(batch, children)
    write_needs(batch, children)
    write_constraints(batch, children)
    write_siblings(batch, children)
    write_places(batch, children)


_WHO = {
    "siblings": ("child_a", "child_b"),
    "needs": ("child",),
    "risks": ("child",),
    "constraints": ("child",),
    "contacts": ("child",),
    "people_of_concern": ("child",),
    "past_stays": ("child",),
}


def _mentioned(batch: Batch) -> set[str]:
    """Every reference of a child that stands anywhere in the file."""
    columns = ("child", "child_a", "child_b", "value")
    return {row.words(column) for sheet in batch.rows.values() for row in sheet for column in columns}


def _check_codes(batch: Batch, row: Row) -> None:
    for column, codes in (("ethnicity", tuple(Ethnicity)), ("legal_status", tuple(LegalStatus))):
        if (text := row.text(column)) and choose(text, codes) is None:
            batch.wrong(row, "cell-code", f"{text!r} is not one of: {', '.join(codes)}.", column)


def _check_identity(batch: Batch) -> None:
    """List every code of the return that stands for two children, in the file or in the record."""
    rows = [row for row in batch.first if row.text("id903")]
    times = Counter(row.words("id903") for row in rows)
    by_ref: dict[str, Child] = held(batch.session, Child.ref, (row.words("child") for row in rows))
    by_code: dict[str, Child] = held(batch.session, Child.id903, times)
    for row in rows:
        code, child, holder = row.words("id903"), by_ref.get(row.words("child")), by_code.get(row.words("id903"))
        if times[code] > 1:
            message = f"The code {code} of the return stands here for {times[code]} children. A code is one child's."
            batch.wrong(row, "id903-twice", message, "id903")
        elif child is not None and child.id903 not in {None, code}:
            message = f"{child.ref} is held with the code {child.id903} of the return; this row says {code}."
            batch.wrong(row, "id903-differs", f"{message} A code is kept for life: correct one of the two.", "id903")
        elif holder and holder.ref != row.words("child") and not known_from_returns_alone(batch.session, holder):
            message = f"The code {code} of the return is held for the child {holder.ref}. Correct one of the two."
            batch.wrong(row, "id903-taken", message, "id903")


def _write_child(batch: Batch, row: Row, child: Child | None, by_code: dict[str, Child]) -> Child:
    ref, code = row.words("child"), row.text("id903")
    from_returns = by_code.get(code) if code else None
    if child is None:
        child = from_returns or Child(ref=ref)
        child.ref = ref
        batch.session.add(child)
    elif from_returns is not None and from_returns is not child:
        merge_into(batch.session, child, from_returns)
    child.id903 = code or child.id903
    fill(child, row, _FACTS)
    record_said(batch, row, child)
    return child
