"""Who provides the placement: the only field that tells the council's own fostering from an agency's."""

from __future__ import annotations

from enum import StrEnum

from placements.codes.code import Code
from placements.codes.place import TEMPORARY, Place


class Provider(Code, column="PLACE_PROVIDER"):
    """Placement provider; blank for temporary moves and for `other` placements."""

    PR0 = "PR0", "parent or person with parental responsibility"
    PR1 = "PR1", "own authority, including a regional adoption agency it hosts"
    PR2 = "PR2", "other authority"
    PR3 = "PR3", "other public provision"
    PR4 = "PR4", "private provider"
    PR5 = "PR5", "voluntary provider"


class ProviderGroup(StrEnum):
    """The planning groups of provider."""

    PARENTS = "parents"
    OWN = "own"
    OTHER_AUTHORITY = "other_authority"
    OTHER_PUBLIC = "other_public"
    AGENCY = "agency"
    NOT_STATED = "not_stated"


PROVIDER_GROUP_BY_CODE = {
    Provider.PR0: ProviderGroup.PARENTS,
    Provider.PR1: ProviderGroup.OWN,
    Provider.PR2: ProviderGroup.OTHER_AUTHORITY,
    Provider.PR3: ProviderGroup.OTHER_PUBLIC,
    Provider.PR4: ProviderGroup.AGENCY,
    Provider.PR5: ProviderGroup.AGENCY,
}
WITHOUT_PROVIDER = TEMPORARY | {Place.Z1, Place.Z11, Place.Z12, Place.Z13, Place.Z14}


def provider_group(provider: str | None) -> ProviderGroup:
    """The group of a provider; agency is private or voluntary. A blank or missing code is not stated, never own.

    Raises UnknownCode.
    """
    return PROVIDER_GROUP_BY_CODE[Provider(provider)] if provider else ProviderGroup.NOT_STATED
