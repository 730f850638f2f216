"""The codes of the SSDA903 return by collection year, what they mean, and the groups in which councils plan."""

from __future__ import annotations

from placements.codes.age import AGE_BANDS, AgeBand, age_band, age_band_positions, age_on, ages_on, birthday
from placements.codes.care_leaver import Accommodation, Activity, InTouch
from placements.codes.code import Code, UnknownCode
from placements.codes.code_sets import CODE_SETS, code_set, is_valid, successor, valid_codes
from placements.codes.collection_year import FIRST_HELD, HELD_YEARS, LAST_HELD, CollectionYear
from placements.codes.ending import (
    CARER_ASKED,
    EXIT_ROUTE_BY_END,
    UNPLANNED,
    ChangeReason,
    EpisodeEnd,
    ExitRoute,
    exit_route,
    is_unplanned,
)
from placements.codes.episode import CategoryOfNeed, NewEpisodeReason
from placements.codes.legal import LEGAL_GROUP_BY_STATUS, SHORT_BREAKS, LegalGroup, LegalStatus, legal_group
from placements.codes.person import Ethnicity, SexCode
from placements.codes.place import (
    FAMILY,
    FOSTERING,
    SETTING_BY_PLACE,
    TEMPORARY,
    Place,
    Setting,
    setting_of,
    settings_of,
)
from placements.codes.provider import (
    PROVIDER_GROUP_BY_CODE,
    WITHOUT_PROVIDER,
    Provider,
    ProviderGroup,
    provider_group,
)
from placements.codes.yearly_facts import AdoptionPlanEnded, MissingKind, PreviousPermanence, ReviewCode, SdqReason

__all__ = [
    "AGE_BANDS",
    "CARER_ASKED",
    "CODE_SETS",
    "EXIT_ROUTE_BY_END",
    "FAMILY",
    "FIRST_HELD",
    "FOSTERING",
    "HELD_YEARS",
    "LAST_HELD",
    "LEGAL_GROUP_BY_STATUS",
    "PROVIDER_GROUP_BY_CODE",
    "SETTING_BY_PLACE",
    "SHORT_BREAKS",
    "TEMPORARY",
    "UNPLANNED",
    "WITHOUT_PROVIDER",
    "Accommodation",
    "Activity",
    "AdoptionPlanEnded",
    "AgeBand",
    "CategoryOfNeed",
    "ChangeReason",
    "Code",
    "CollectionYear",
    "EpisodeEnd",
    "Ethnicity",
    "ExitRoute",
    "InTouch",
    "LegalGroup",
    "LegalStatus",
    "MissingKind",
    "NewEpisodeReason",
    "Place",
    "PreviousPermanence",
    "Provider",
    "ProviderGroup",
    "ReviewCode",
    "SdqReason",
    "Setting",
    "SexCode",
    "UnknownCode",
    "age_band",
    "age_band_positions",
    "age_on",
    "ages_on",
    "birthday",
    "code_set",
    "exit_route",
    "is_unplanned",
    "is_valid",
    "legal_group",
    "provider_group",
    "setting_of",
    "settings_of",
    "successor",
    "valid_codes",
]
