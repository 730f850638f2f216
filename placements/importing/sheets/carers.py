"""Households of carers: one flat sheet is enough to search; the other sheets say more."""

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
from placements.models.child import NeedDomain
from placements.models.home import HomeStatus, Sharing
from placements.models.household import Basis, LivingAs, Willing

HOUSEHOLD = text(
    "household",
    "The household's reference",
    "carer id",
    "carer ref",
    "carer reference",
    "household id",
    "household ref",
    "ref",
    "reference",
    required=True,
)

CARERS = Noun(
    "carers",
    "Fostering and kinship households",
    (
        Sheet(
            "households",
            "A household a row with its terms of approval: blank means no limit, the word unknown means unknown",
            (
                HOUSEHOLD,
                text(
                    "carers",
                    "First names of the carers",
                    "carer",
                    "carer name",
                    "carer names",
                    "foster carer",
                    "foster carers",
                    "name",
                ),
                text(
                    "provider",
                    "Blank or own: the authority's own; otherwise the provider's reference",
                    "agency",
                ),
                text(
                    "kind",
                    "fostering or kinship; blank means fostering",
                    "type of carer",
                ),
                postcode(
                    "postcode", "Protected", "post code", "p/code", "carer postcode", "home p/code", "home postcode"
                ),
                choice("status", "Whether they take children now", HomeStatus),
                date("available_from", "When free again"),
                choice("basis", "The regulation they are approved under", Basis),
                date("approved_from", "Start of approval", "approval date", "approved", "approved on"),
                date("approved_to", "End of approval; blank means none set"),
                text("age_min", "Youngest age approved for", "age from", "min age"),
                text("age_max", "Oldest age approved for", "age to", "max age"),
                text(
                    "number",
                    "How many children approved for",
                    "approved for",
                    "places",
                    "number approved",
                    "no of children",
                    "number of children",
                    "max children",
                ),
                text("sex", "M, F or either", "gender", "gender approved", "m/f", "boys/girls"),
                several(
                    "types",
                    "short;long;emergency;respite;short_break;parent_child;remand;uasc;connected",
                    "type",
                    "type of care",
                    "types of care",
                    "type of approval",
                ),
                several("named", "References of the children approved for (kinship)"),
                whole("bedrooms", "Bedrooms for children placed", "bedrooms available"),
                whole("vacancies", "Places free now", "vacancy", "spaces", "beds free", "free beds", "places free"),
                date(
                    "vacancy_confirmed_on",
                    "When the carer confirmed it",
                    "confirmed on",
                    "last confirmed",
                    "vacancy checked",
                    "checked on",
                ),
                yes_no("step_free", "No steps to a bedroom and bathroom"),
                text("pets", "Which; or none; or unknown"),
                yes_no("smokers", "Anybody smokes"),
                whole(
                    "supervision_cap",
                    "Supervision points the household can give, 0 to 10",
                ),
                yes_no("fsp_consent", "The other fostering service has agreed"),
                text("fee_level", "Fee level"),
                *said(),
            ),
            ("household",),
        ),
        Sheet(
            "people",
            "Who lives there, other than the children placed, a row each",
            (
                HOUSEHOLD,
                choice("living_as", "Why they live there", LivingAs, required=True),
                text("first_name", "First name"),
                date("dob", "Date of birth", "date of birth"),
                choice("sex", "M, F or U", Sex),
                text("school_urn", "Of a child of the household: the school's URN"),
                *said(),
            ),
            ("household", "living_as", "first_name", "dob"),
        ),
        Sheet(
            "beds",
            "A bed a row; beds with the same room share it",
            (
                text(
                    "home",
                    "The household's or home's reference",
                    "household",
                    required=True,
                ),
                text("bed", "A label, such as 1 or back room", required=True),
                text("room", "Which room"),
                choice("sharing", "Who may share the room", Sharing),
                yes_no("step_free", "No steps to it"),
                *said(),
            ),
            ("home", "bed"),
        ),
        Sheet(
            "skills",
            "A skill a row",
            (
                HOUSEHOLD,
                choice("domain", "Which need it meets", NeedDomain, required=True),
                whole("level", "0 to 4", required=True),
                text("evidence", "What shows it"),
                *said(),
            ),
            ("household", "domain"),
        ),
        Sheet(
            "languages",
            "A language spoken in the home a row",
            (
                HOUSEHOLD,
                text("language", "Which", required=True),
                text("fluency", "How well"),
                *said(),
            ),
            ("household", "language"),
        ),
        Sheet(
            "willing",
            "An answer the carers gave, a row each; what was not asked is not written",
            (
                HOUSEHOLD,
                text("about", "age, sex, behaviour, contact or siblings", required=True),
                text("value", "Which: 12-15, F, fire, weekly, 3", required=True),
                choice("answer", "What they said", Willing, required=True),
                *said(),
            ),
            ("household", "about", "value"),
        ),
        Sheet(
            "holds",
            "A time when the household takes no child, a row each",
            (
                HOUSEHOLD,
                text(
                    "kind",
                    "leave, illness, training, allegation, review, other",
                    required=True,
                ),
                date("from", "First day", required=True),
                date("to", "First day free again"),
                text("reason", "Restricted"),
                *said(),
            ),
            ("household", "kind", "from"),
        ),
        Sheet(
            "exemptions",
            "An exemption to the usual limit, a row each",
            (
                HOUSEHOLD,
                text("la_code", "The authority that gave it (where the carers live)"),
                several("children", "References of the children named"),
                date("from", "First day", required=True),
                date("to", "First day without it"),
                *said(),
            ),
            ("household", "from"),
        ),
    ),
)
