"""Annex A, list 8: the children looked after, as inspectors ask for them, read as today's position.

The list has no home postcode and no carer: where a child lives is known by its type, provider, postcode and URN.
Source of the headings: the list's own workbook.
"""

from __future__ import annotations

import sqlalchemy as sa

from placements.importing import position
from placements.importing.batch import Batch
from placements.importing.nouns import Noun, Sheet, choice, date, postcode, text, yes_no
from placements.models.base import Answer, Known, Sex
from placements.models.child import Child, ChildAnswer, Topic

ANNEX_A = Noun(
    "annex-a",
    "Children looked after, list 8 of Annex A",
    (
        Sheet(
            "list 8",
            "A child looked after a row",
            (
                text("child", "The child's reference", "Child Unique ID", required=True),
                choice("sex", "M, F or U", Sex, "Gender"),
                text("ethnicity", "Code of the return", "Ethnicity"),
                date("dob", "Date of birth", "Date of Birth"),
                yes_no(
                    "uasc",
                    "Unaccompanied asylum-seeking child in the last 12 months",
                    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
                ),
                yes_no("disabled", "Whether the child has a disability", "Does the Child have a Disability"),
                date("legal_from", "Start of the legal status", "Start date of current legal status"),
                text("legal_status", "Code of the return", "Child's Legal Status"),
                date("ceased", "When the child ceased to be looked after", "Date Ceased to be Looked After"),
                date("from", "Start of the placement", "Start Date of Most Recent Placement"),
                text("place", "Placement type", "Placement Type"),
                text("place_provider", "Provider of the placement", "Placement Provider"),
                postcode("postcode", "Where the child lives", "Placement postcode"),
                text("urn", "Ofsted's number of the home", "URN of Placement"),
                text("social_worker", "Who works with the child", "Allocated Worker"),
            ),
            ("child",),
        ),
    ),
)


def check(batch: Batch) -> None:
    """List what is wrong with the list."""
    position.check(batch)


def write(batch: Batch) -> None:
    """Write who lives where, and whether the child has a disability where nothing better is known."""
    position.write(batch)
    answered = set(batch.session.scalars(sa.select(ChildAnswer.child_id).where(ChildAnswer.topic == Topic.DISABILITY)))
    children = batch.session.execute(sa.select(Child.ref, Child.id903, Child.id)).all()
    ids = {name: id_ for ref, id903, id_ in children for name in (id903, ref)}
    for row in batch.first:
        child = ids.get(row.words("child"))
        answer = {Known.NO: Answer.NONE, Known.YES: Answer.UNKNOWN}.get(row.known("disabled"))
        if child is not None and child not in answered and answer is not None:
            words = "yes; the list does not say which" if answer is Answer.UNKNOWN else None
            batch.session.add(
                ChildAnswer(child_id=child, topic=Topic.DISABILITY, answer=answer, words=words, **batch.said(row))
            )
