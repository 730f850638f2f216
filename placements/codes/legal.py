"""Legal status: under what power the council looks after the child."""

from __future__ import annotations

from enum import StrEnum

from placements.codes.code import Code


class LegalStatus(Code, column="LS"):
    """Legal status of an episode."""

    C1 = "C1", "interim care order"
    C2 = "C2", "full care order"
    D1 = "D1", "freeing order (none made after 30 December 2005)"
    E1 = "E1", "placement order"
    V2 = "V2", "single period of accommodation under section 20"
    V3 = "V3", "series of short breaks, each break recorded"
    V4 = "V4", "series of short breaks, agreement recorded"
    L1 = "L1", "police protection"
    L2 = "L2", "emergency protection order"
    L3 = "L3", "child assessment order"
    J1 = "J1", "remand"
    J2 = "J2", "detained under the Police and Criminal Evidence Act, in council accommodation"
    J3 = "J3", "youth rehabilitation order with residence or intensive fostering"


class LegalGroup(StrEnum):
    """The planning groups of legal status."""

    CARE_ORDER = "care_order"
    VOLUNTARY = "voluntary"
    PLACEMENT_ORDER = "placement_order"
    PROTECTION = "protection"
    YOUTH_JUSTICE = "youth_justice"
    SHORT_BREAKS = "short_breaks"


SHORT_BREAKS = frozenset({LegalStatus.V3, LegalStatus.V4})

_GROUPS = {
    LegalGroup.CARE_ORDER: (LegalStatus.C1, LegalStatus.C2),
    LegalGroup.VOLUNTARY: (LegalStatus.V2,),
    LegalGroup.PLACEMENT_ORDER: (LegalStatus.E1, LegalStatus.D1),
    LegalGroup.PROTECTION: (LegalStatus.L1, LegalStatus.L2, LegalStatus.L3),
    LegalGroup.YOUTH_JUSTICE: (LegalStatus.J1, LegalStatus.J2, LegalStatus.J3),
    LegalGroup.SHORT_BREAKS: (LegalStatus.V3, LegalStatus.V4),
}
LEGAL_GROUP_BY_STATUS = {status: group for group, statuses in _GROUPS.items() for status in statuses}


def legal_group(status: str) -> LegalGroup:
    """The planning group of a legal status; short breaks stand outside every headline count.

    The freeing order D1, replaced by the placement order in 2005, counts with it. Raises UnknownCode.
    """
    return LEGAL_GROUP_BY_STATUS[LegalStatus(status)]
