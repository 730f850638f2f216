"""Children, their relations, needs, risks, constraints and contact."""

from __future__ import annotations

from placements.importing.nouns import (
    Noun,
    Sheet,
    choice,
    date,
    postcode,
    said,
    several,
    text,
    whole,
    yes_no,
)
from placements.models.base import Sex
from placements.models.child import (
    ConstraintKind,
    Ending,
    NeedDomain,
    Relation,
    RiskKind,
    RiskLevel,
    RiskTo,
    Together,
)

CHILD = text(
    "child",
    "The child's reference in the case system",
    "child id",
    "child ref",
    "person id",
    "mosaic id",
    "mosaic no",
    "case number",
    required=True,
)

CHILDREN = Noun(
    "children",
    "Children looked after or about to be",
    (
        Sheet(
            "children",
            "A child a row",
            (
                CHILD,
                text(
                    "id903",
                    "The child's code in the SSDA903 return",
                    "903 id",
                    "ssda903 id",
                ),
                text("first_name", "First name only", "forename", "name", "known as"),
                date("dob", "Date of birth", "date of birth", "d.o.b", "birth date"),
                choice("sex", "M, F or U (not known)", Sex, "gender"),
                text("ethnicity", "Four-letter code of the return", "ethnic"),
                postcode(
                    "home_postcode",
                    "Where the child's family home is",
                    "home post code",
                ),
                text("home_postcode_reason", "Why there is none"),
                text(
                    "legal_status",
                    "Code of the return, such as C2 or V2",
                    "legal",
                    "ls",
                ),
                date("legal_from", "Since when"),
                text("school_urn", "The school's URN", "urn of school"),
                whole(
                    "school_year",
                    "National curriculum year, 0 to 13",
                    "nc year",
                    "year group",
                ),
                yes_no("uasc", "Unaccompanied asylum-seeking child"),
                yes_no(
                    "pr_objection",
                    "A willing and able person with parental responsibility objects (section 20)",
                ),
                several("disability", "Codes such as AUT;LD, or none, or unknown"),
                several("allergy", "Such as cats:severe;smoke:mild, or none, or unknown"),
                several("languages", "Languages spoken, or unknown", "language"),
                several("communication", "ESOL, BSL, Makaton, other, or none"),
                whole("supervision", "Supervision level 0 to 4"),
                yes_no("dol_order", "A court authorised depriving the child of liberty"),
                text("dol_setting", "The home that order names, by its reference"),
                text("wishes", "What the child says they want"),
                text("parent_wishes", "What the parents say"),
                *said(),
            ),
            ("child",),
        ),
        Sheet(
            "siblings",
            "A pair of children a row; a child with none has one row saying none",
            (
                text("child_a", "One child's reference", required=True),
                text("child_b", "The other's; or none, or unknown", required=True),
                choice("relation", "How they are related; blank beside none or unknown", Relation),
                choice("assessed", "The assessment of living together", Together),
                date("assessed_on", "When it was made"),
                date("review_on", "When it is looked at again"),
                whole("contact_if_apart", "Times a month, if apart"),
                *said(),
            ),
            ("child_a", "child_b"),
        ),
        Sheet(
            "needs",
            "A need a row; a child with none has one row saying none",
            (
                CHILD,
                text(
                    "domain",
                    "One of: " + ", ".join(NeedDomain) + "; or none, or unknown",
                    required=True,
                ),
                whole(
                    "level",
                    "0 none, 1 ordinary care, 2 some skill, 3 high skill, 4 specialist",
                ),
                yes_no("essential", "A floor that the home must meet or be helped to meet"),
                text("evidence", "What shows it"),
                *said(),
            ),
            ("child", "domain"),
        ),
        Sheet(
            "risks",
            "A risk a row",
            (
                CHILD,
                text(
                    "kind",
                    "One of: " + ", ".join(RiskKind) + "; or none, or unknown",
                    required=True,
                ),
                choice("risk_to", "To the child, or to others", RiskTo),
                choice("level", "How far it is known", RiskLevel),
                several("to_whom", "younger;same_age;female;male;carers;animals"),
                *said(),
            ),
            ("child", "kind", "risk_to"),
        ),
        Sheet(
            "constraints",
            "What the plan requires of a home, a row each",
            (
                CHILD,
                text(
                    "kind",
                    "One of: " + ", ".join(ConstraintKind) + "; or none",
                    required=True,
                ),
                text(
                    "value",
                    "The number, sex, child's reference or area (WGS84 polygon text) it is about",
                ),
                text("reason", "Why; without it the constraint is not in force"),
                text("decided_by", "Who decided it"),
                date("review_on", "When it is looked at again"),
                *said(),
            ),
            ("child", "kind", "value"),
        ),
        Sheet(
            "contacts",
            "A person the child sees, a row each",
            (
                CHILD,
                text("person", "Who", required=True),
                text("relation", "What they are to the child"),
                whole("times_month", "Times a month"),
                postcode("place_postcode", "Where they meet"),
                yes_no("supervised", "Whether somebody must be there"),
                yes_no("court_ordered", "Whether a court ordered it"),
                *said(),
            ),
            ("child", "person"),
        ),
        Sheet(
            "people_of_concern",
            "A person from whom a child is to be kept, a row each",
            (
                CHILD,
                text("person", "Who", required=True),
                postcode("place_postcode", "Where they live or go"),
                text("radius_miles", "How far from there, in miles"),
                text("area", "Or an area to keep away from (WGS84 polygon text)"),
                text("at_home", "A home they live in or visit, by its reference"),
                text("school_urn", "A school they attend or work at"),
                *said(),
            ),
            ("child", "person"),
        ),
        Sheet(
            "past_stays",
            "A home the child lived in before, a row each",
            (
                CHILD,
                text("home", "The home's reference", required=True),
                date("ended_on", "Last day there"),
                choice("ending", "How it ended", Ending),
                *said(),
            ),
            ("child", "home", "ended_on"),
        ),
    ),
)
