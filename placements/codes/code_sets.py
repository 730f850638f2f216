"""Every list of the return by the name of its column: what a year accepts, and what replaced a code."""

from __future__ import annotations

from placements.codes.care_leaver import Accommodation, Activity, InTouch
from placements.codes.code import Code
from placements.codes.collection_year import CollectionYear
from placements.codes.ending import ChangeReason, EpisodeEnd
from placements.codes.episode import CategoryOfNeed, NewEpisodeReason
from placements.codes.legal import LegalStatus
from placements.codes.person import Ethnicity, SexCode
from placements.codes.place import Place
from placements.codes.provider import Provider
from placements.codes.yearly_facts import AdoptionPlanEnded, MissingKind, PreviousPermanence, ReviewCode, SdqReason
from placements.errors import NotFound

_LISTS: tuple[type[Code], ...] = (
    SexCode,
    Ethnicity,
    NewEpisodeReason,
    LegalStatus,
    CategoryOfNeed,
    Place,
    Provider,
    EpisodeEnd,
    ChangeReason,
    ReviewCode,
    MissingKind,
    SdqReason,
    PreviousPermanence,
    AdoptionPlanEnded,
    InTouch,
    Activity,
    Accommodation,
)
CODE_SETS: dict[str, type[Code]] = {codes.column: codes for codes in _LISTS}

# What may stand for what at the change of a list: validation rules 101 (sex) and 503D (place). No source states what
# replaced P2, so nothing is offered for it.
_REPLACED_BY: dict[Code, tuple[Code, ...]] = {
    Place.H5: (Place.K3,),
    Place.Z1: (Place.Z11, Place.Z12, Place.Z13, Place.Z14),
    SexCode.MALE_FIGURE: (SexCode.M,),
    SexCode.FEMALE_FIGURE: (SexCode.F,),
}


def code_set(column: str) -> type[Code]:
    """The list that a column of the return holds, such as PLACE. Raises NotFound for a column without a list."""
    if column not in CODE_SETS:
        raise NotFound(
            "No code list is held for this column.", given=column, do_next=f"Use one of: {', '.join(CODE_SETS)}."
        )
    return CODE_SETS[column]


def valid_codes(kind: type[Code] | str, year: CollectionYear) -> frozenset[str]:
    """Every code that a return of this year may hold in this list (given as the list or as its column)."""
    codes = code_set(kind) if isinstance(kind, str) else kind
    return frozenset(code.value for code in codes if code.valid_in(year))


def is_valid(kind: type[Code] | str, code: str, year: CollectionYear) -> bool:
    """Whether a return of this year may hold this text in this list; an unknown text is simply not valid."""
    return code in valid_codes(kind, year)


def successor(code: Code, year: CollectionYear) -> tuple[Code, ...]:
    """The codes that this year would use where another year used `code`; empty if it is valid, or nothing is stated.

    H5 becomes K3, Z1 becomes one of Z11 to Z14, and the figures for sex become letters. It works backwards too: for a
    return of 2022/23, K3 was H5. Nothing is stated for P2.
    """
    if code.valid_in(year):
        return ()
    later = _REPLACED_BY.get(code, ())
    earlier = tuple(old for old, new in _REPLACED_BY.items() if code in new)
    return tuple(other for other in later + earlier if other.valid_in(year))
