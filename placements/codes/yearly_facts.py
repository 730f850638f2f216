"""The smaller lists: reviews, missing periods, strengths questionnaire, earlier permanence, ended adoption plans."""

from __future__ import annotations

from placements.codes.code import Code


class ReviewCode(Code, column="REVIEW_CODE"):
    """How the child took part in a review."""

    PN0 = "PN0", "under 4 at the time of the review"
    PN1 = "PN1", "attended and spoke"
    PN2 = "PN2", "attended, an advocate spoke"
    PN3 = "PN3", "attended and used symbols or other means"
    PN4 = "PN4", "attended without contributing"
    PN5 = "PN5", "did not attend, briefed an advocate"
    PN6 = "PN6", "did not attend, gave views by other means"
    PN7 = "PN7", "did not attend or give views"


class MissingKind(Code, column="MISSING"):
    """Whether the child was missing, or away from the placement without authorisation."""

    M = "M", "missing"
    A = "A", "away without authorisation"


class SdqReason(Code, column="SDQ_REASON"):
    """Why there is no score of the strengths and difficulties questionnaire."""

    SDQ1 = "SDQ1", "child's age"
    SDQ2 = "SDQ2", "carer refused"
    SDQ3 = "SDQ3", "child's disability"
    SDQ4 = "SDQ4", "other"
    SDQ5 = "SDQ5", "child refused"


class PreviousPermanence(Code, column="PREV_PERM"):
    """The permanence arrangement the child had before this period of care."""

    P1 = "P1", "adoption"
    P2 = "P2", "special guardianship order"
    P3 = "P3", "residence or child arrangements order"
    P4 = "P4", "not known"
    Z1 = "Z1", "none"


class AdoptionPlanEnded(Code, column="REASON_PLACED_CEASED"):
    """Why a child is no longer placed for adoption."""

    RD1 = "RD1", "the child's needs changed"
    RD2 = "RD2", "the court made no placement order"
    RD3 = "RD3", "no adopters found"
    RD4 = "RD4", "other"
