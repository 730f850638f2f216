"""Where the child lives: placement type, and the settings in which the council plans."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from placements.codes.code import Code


class Place(Code, column="PLACE"):
    """Placement type. H5, P2 and Z1 ended with 2024/25; K3 began in 2024/25 and Z11 to Z14 in 2025/26 (rule 146)."""

    U1 = "U1", "fostering with a relative or friend, long term"
    U2 = "U2", "fostering with a relative or friend who is also an approved adopter"
    U3 = "U3", "fostering with a relative or friend, not long term or for adoption"
    U4 = "U4", "fostering with another carer, long term"
    U5 = "U5", "fostering with another carer who is also an approved adopter"
    U6 = "U6", "fostering with another carer, not long term or for adoption"
    A3 = "A3", "placed for adoption with the current foster carer, with consent"
    A4 = "A4", "placed for adoption, not with the current foster carer, with consent"
    A5 = "A5", "placed for adoption with the current foster carer, under a placement order"
    A6 = "A6", "placed for adoption, not with the current foster carer, under a placement order"
    P1 = "P1", "with own parents or someone with parental responsibility"
    K1 = "K1", "secure children's home"
    K2 = "K2", "children's home"
    K3 = "K3", "supported accommodation, registered with Ofsted, from age 16", 2024
    H5 = "H5", "semi-independent living, outside the children's homes regulations", None, 2024
    P2 = "P2", "independent living", None, 2024
    P3 = "P3", "residential employment"
    R1 = "R1", "residential care home"
    R2 = "R2", "NHS trust or other health setting"
    R3 = "R3", "family centre or mother and baby unit"
    R5 = "R5", "young offender institution or prison"
    S1 = "S1", "residential school, not also registered as a children's home"
    T0 = "T0", "temporary move, any reason"
    T1 = "T1", "temporary move: in hospital"
    T2 = "T2", "temporary move: child on holiday"
    T3 = "T3", "temporary move: carer on holiday"
    T4 = "T4", "temporary move: seven days or fewer, any other reason"
    Z1 = "Z1", "other, listed to the Department for Education", None, 2024
    Z11 = "Z11", "other, first kind (published meaning not held)", 2025
    Z12 = "Z12", "other, second kind (published meaning not held; a deprivation of liberty order is expected)", 2025
    Z13 = "Z13", "other, third kind (published meaning not held; a deprivation of liberty order is expected)", 2025
    Z14 = "Z14", "other, fourth kind (published meaning not held)", 2025


class Setting(StrEnum):
    """The settings in which places are planned, counted and costed."""

    KINSHIP_FOSTERING = "kinship_fostering"
    MAINSTREAM_FOSTERING = "mainstream_fostering"
    ADOPTION = "adoption"
    WITH_PARENTS = "with_parents"
    CHILDRENS_HOME = "childrens_home"
    SECURE = "secure"
    SUPPORTED = "supported"
    RESIDENTIAL_SCHOOL = "residential_school"
    OTHER_RESIDENTIAL = "other_residential"
    CUSTODY = "custody"
    OTHER = "other"


TEMPORARY = frozenset({Place.T0, Place.T1, Place.T2, Place.T3, Place.T4})

_SETTINGS = {
    Setting.KINSHIP_FOSTERING: (Place.U1, Place.U2, Place.U3),
    Setting.MAINSTREAM_FOSTERING: (Place.U4, Place.U5, Place.U6),
    Setting.ADOPTION: (Place.A3, Place.A4, Place.A5, Place.A6),
    Setting.WITH_PARENTS: (Place.P1,),
    Setting.CHILDRENS_HOME: (Place.K2,),
    Setting.SECURE: (Place.K1,),
    Setting.SUPPORTED: (Place.K3, Place.H5, Place.P2),
    Setting.RESIDENTIAL_SCHOOL: (Place.S1,),
    Setting.OTHER_RESIDENTIAL: (Place.R1, Place.R2, Place.R3),
    Setting.CUSTODY: (Place.R5,),
    Setting.OTHER: (Place.P3, Place.Z1, Place.Z11, Place.Z12, Place.Z13, Place.Z14),
}
SETTING_BY_PLACE: dict[Place, Setting | None] = {
    **{place: setting for setting, places in _SETTINGS.items() for place in places},
    **dict.fromkeys(TEMPORARY, None),
}
FOSTERING = frozenset({Setting.KINSHIP_FOSTERING, Setting.MAINSTREAM_FOSTERING})
FAMILY = FOSTERING | {Setting.ADOPTION, Setting.WITH_PARENTS}


def setting_of(place: str) -> Setting | None:
    """The setting of a placement type; None for a temporary move (T0 to T4), which keeps the usual placement's setting.

    Raises UnknownCode: a code that is not held is never read as `other`.
    """
    return SETTING_BY_PLACE[Place(place)]


def settings_of(places: Iterable[str]) -> npt.NDArray[np.object_]:
    """The setting of each of many placement types, None where temporary. Raises UnknownCode on the first unknown."""
    codes, positions = np.unique(np.asarray(list(places), dtype=np.str_), return_inverse=True)
    found = np.empty(len(codes), dtype=object)
    found[:] = [setting_of(str(code)) for code in codes]
    return found[positions]
