"""Registered homes, providers, contracts and schools."""

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
from placements.importing.sheets.carers import CARERS
from placements.models.base import Sex
from placements.models.contract import (
    ContractKind,
    ProviderKind,
)
from placements.models.home import HomeKind, HomeStatus

BEDS = next(sheet for sheet in CARERS.sheets if sheet.name == "beds")

HOMES = Noun(
    "homes",
    "Children's homes, supported accommodation and other registered homes",
    (
        Sheet(
            "homes",
            "A home a row",
            (
                text("home", "The home's reference", "home id", required=True),
                text("urn", "Its Ofsted URN"),
                text("name", "Its name", "home name"),
                choice("kind", "What kind", HomeKind, required=True),
                text(
                    "provider",
                    "The provider's reference; blank or own for the authority's own",
                ),
                text("contract", "The contract its beds are bought under"),
                postcode("postcode", "Protected", "post code"),
                choice("status", "Whether it takes children now", HomeStatus),
                text(
                    "registration",
                    "active, suspended, resigned, cancelled or unknown",
                    "registration status",
                ),
                date("registered_from", "Since when"),
                text("age_min", "Youngest age registered for", "age from"),
                text("age_max", "Oldest age registered for", "age to"),
                choice("sex", "M or F where registered for one", Sex),
                whole("places", "Registered places", "capacity", "beds"),
                several("needs_accepted", "Need domains its statement of purpose accepts"),
                text("conditions", "Conditions of registration"),
                text("grade", "Latest Ofsted judgement"),
                date("graded_on", "When"),
                whole("vacancies", "Places free now", "vacancy"),
                date("vacancy_confirmed_on", "When the home confirmed it", "confirmed on"),
                yes_no("step_free", "No steps to a bedroom and bathroom"),
                whole("supervision_cap", "Supervision points the home can give"),
                *said(),
            ),
            ("home",),
        ),
        BEDS,
    ),
)

PROVIDERS = Noun(
    "providers",
    "Agencies and organisations that provide homes",
    (
        Sheet(
            "providers",
            "A provider a row",
            (
                text("provider", "The provider's reference", "provider id", required=True),
                text("name", "Its name", required=True),
                choice("kind", "What kind", ProviderKind, required=True),
                text("urn", "Its Ofsted URN"),
                postcode("postcode", "Its office"),
                several("areas", "Authority codes it works in"),
                yes_no("registered", "Registered with Ofsted"),
                text("age_min", "Youngest age"),
                text("age_max", "Oldest age"),
                text("grade", "Latest Ofsted judgement"),
                date("graded_on", "When"),
                yes_no("suspended", "Not to be used now"),
                date("suspended_since", "Since when"),
                text("suspended_by", "Who decided that it is not to be used"),
                text("suspended_because", "Why"),
                *said(),
            ),
            ("provider",),
        ),
    ),
)

CONTRACTS = Noun(
    "contracts",
    "Framework, spot and block agreements",
    (
        Sheet(
            "contracts",
            "A contract a row",
            (
                text("contract", "Its reference", required=True),
                text("provider", "The provider's reference", required=True),
                choice("kind", "How the price was agreed", ContractKind, required=True),
                date("from", "First day; without it the contract is taken to be in force"),
                date("to", "First day after it"),
                several("lots", "Lots of the framework"),
                whole("tier", "Tier of the framework"),
                whole("beds", "Beds bought, for a block"),
                whole("notice_days", "Days of notice"),
                *said(),
            ),
            ("contract",),
        ),
    ),
)

SCHOOLS = Noun(
    "schools",
    "Schools, as Get Information about Schools lists them",
    (
        Sheet(
            "schools",
            "A school a row",
            (
                text("urn", "URN", required=True),
                text("name", "Name", "EstablishmentName", required=True),
                postcode("postcode", "Postcode", "Postcode"),
                text(
                    "phase",
                    "Phase of education",
                    "PhaseOfEducation (name)",
                    "phase_guess",
                ),
                text("status", "Open or closed", "EstablishmentStatus (name)", "open"),
            ),
            ("urn",),
        ),
    ),
)
