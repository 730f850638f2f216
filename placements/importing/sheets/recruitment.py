"""The recruitment funnel by month, households under way, those who left; and the fostering return's own figures."""

from __future__ import annotations

from placements.importing.nouns import Noun, Sheet, choice, date, month, said, several, text, whole
from placements.models.recruitment import HouseholdKind, Stage, WhyLeft

STAGE_COLUMNS = {
    Stage.ENQUIRY: "enquiries",
    Stage.VISIT: "visits",
    Stage.APPLICATION: "applications",
    Stage.PANEL: "panels",
    Stage.APPROVED: "approved",
    Stage.FIRST_CHILD: "first_children",
    Stage.WITHDRAWN: "withdrawn",
}
"""The column of the monthly sheet that counts the households that reached a stage."""
DAY_COLUMNS = {stage: f"{stage}_on" for stage in Stage}
"""The column of the households' sheet that dates a stage, named as the record names it."""
_KIND = choice("kind", "What the household is to be approved as", HouseholdKind, "type of household", required=True)
_MONTH = month("month", "The month", required=True)

FUNNEL = Noun(
    "funnel",
    "Recruitment of carers by month, and those who left",
    (
        Sheet(
            "funnel",
            "A month and kind of household a row; a blank number is not known, 0 is nobody",
            (
                _MONTH,
                _KIND,
                whole("enquiries", "Households that asked for the first time", "initial enquiries"),
                whole("visits", "First visits made", "initial visits"),
                whole("applications", "Applications taken", "applied"),
                whole("panels", "Households that a panel considered"),
                whole("approved", "Households approved", "approvals"),
                whole("first_children", "Households in which a first child came to live"),
                whole("withdrawn", "Households that withdrew, or were turned down", "dropped out"),
                whole("places", "Places of the households approved", "approved places"),
                *said(),
            ),
            ("month", "kind"),
        ),
        Sheet(
            "applicants",
            "A household a row, by reference and without a name; lags are measured on these",
            (
                text("applicant", "The service's reference", "enquiry id", "reference", required=True),
                _KIND,
                *(date(DAY_COLUMNS[stage], f"When: {stage.value.replace('_', ' ')}") for stage in Stage),
                whole("places", "Places asked or approved for"),
                whole("age_min", "Youngest age"),
                whole("age_max", "Oldest age"),
                whole("siblings", "Brothers and sisters it could take together"),
                several("skills", "Need domains it can meet"),
                text("area", "Ward or town, no address"),
                *said(),
            ),
            ("applicant",),
        ),
        Sheet(
            "left",
            "Households that stopped fostering: a month, kind and reason a row",
            (
                _MONTH,
                _KIND,
                choice("reason", "Why", WhyLeft, required=True),
                whole("households", "How many", required=True),
                whole("places", "Places that went with them"),
                *said(),
            ),
            ("month", "kind", "reason"),
        ),
    ),
)

FIGURES = ("approved", "filled", "vacant", "not_available")
"""The figures of the return that must add up: approved = filled + vacant + not available."""
FOSTERING_RETURN = Noun(
    "fostering-return",
    "Places as the yearly fostering return stated them, to set beside the record's own count",
    (
        Sheet(
            "places",
            "A figure of a kind of household a row",
            (
                _KIND,
                text("figure", "approved, filled, vacant, not_available, or a reason for not available", required=True),
                whole("places", "Places", required=True),
                *said(),
            ),
            ("kind", "figure", "as_of"),
        ),
    ),
)
