"""How an episode ended, by which route a child left care, and why a placement changed."""

from __future__ import annotations

from enum import StrEnum

from placements.codes.code import Code


class EpisodeEnd(Code, column="REC"):
    """Reason an episode ceased: X1 when the next began the same day, else how the child left care."""

    X1 = "X1", "episode ended and a new one began the same day"
    E11 = "E11", "adopted, application unopposed"
    E12 = "E12", "adopted, consent dispensed with"
    E2 = "E2", "died"
    E3 = "E3", "care taken over by another authority in the UK"
    E4A = "E4A", "returned home to someone with parental responsibility, as planned"
    E4B = "E4B", "returned home to someone with parental responsibility, not planned"
    E13 = "E13", "left to live with someone without parental responsibility"
    E41 = "E41", "child arrangements (residence) order"
    E45 = "E45", "special guardianship to a former foster carer who is a relative or friend"
    E46 = "E46", "special guardianship to a former foster carer, other"
    E47 = "E47", "special guardianship to a carer, not the former foster carer, who is a relative or friend"
    E48 = "E48", "special guardianship to a carer, not the former foster carer, other"
    E5 = "E5", "moved to independent living with formal support"
    E6 = "E6", "moved to independent living without formal support"
    E7 = "E7", "moved to residential care for adults"
    E9 = "E9", "sentenced to custody"
    E14 = "E14", "accommodation on remand ended"
    E15 = "E15", "assessed to be an adult"
    E16 = "E16", "moved abroad"
    E17 = "E17", "turned 18 and stayed with carers"
    E8 = "E8", "other"


class ExitRoute(StrEnum):
    """The routes out of care that planning and forecasting keep apart."""

    HOME_PLANNED = "home_planned"
    HOME_UNPLANNED = "home_unplanned"
    OTHER_FAMILY = "other_family"
    SPECIAL_GUARDIANSHIP = "special_guardianship"
    ADOPTION = "adoption"
    EIGHTEEN = "eighteen"
    OTHER_AUTHORITY = "other_authority"
    CUSTODY = "custody"
    OTHER = "other"


_ROUTES = {
    ExitRoute.HOME_PLANNED: (EpisodeEnd.E4A,),
    ExitRoute.HOME_UNPLANNED: (EpisodeEnd.E4B,),
    ExitRoute.OTHER_FAMILY: (EpisodeEnd.E13, EpisodeEnd.E41),
    ExitRoute.SPECIAL_GUARDIANSHIP: (EpisodeEnd.E45, EpisodeEnd.E46, EpisodeEnd.E47, EpisodeEnd.E48),
    ExitRoute.ADOPTION: (EpisodeEnd.E11, EpisodeEnd.E12),
    ExitRoute.EIGHTEEN: (EpisodeEnd.E5, EpisodeEnd.E6, EpisodeEnd.E7, EpisodeEnd.E17),
    ExitRoute.OTHER_AUTHORITY: (EpisodeEnd.E3,),
    ExitRoute.CUSTODY: (EpisodeEnd.E9,),
    ExitRoute.OTHER: (EpisodeEnd.E2, EpisodeEnd.E8, EpisodeEnd.E14, EpisodeEnd.E15, EpisodeEnd.E16),
}
EXIT_ROUTE_BY_END: dict[EpisodeEnd, ExitRoute | None] = {
    **{end: route for route, ends in _ROUTES.items() for end in ends},
    EpisodeEnd.X1: None,
}


def exit_route(end: str) -> ExitRoute | None:
    """The route out of care of a reason an episode ceased; None for X1, which is no exit. Raises UnknownCode.

    `eighteen` is the way into adult life: independent living, care for adults, or staying on with carers.
    """
    return EXIT_ROUTE_BY_END[EpisodeEnd(end)]


class ChangeReason(Code, column="REASON_PLACE_CHANGE"):
    """Reason a placement changed, written on the episode that ends."""

    CARPL = "CARPL", "change in or carrying out of the care plan"
    CLOSE = "CLOSE", "carer resigned or the home closed"
    ALLEG = "ALLEG", "allegation (section 47)"
    STAND = "STAND", "concern about standards of care"
    APPRR = "APPRR", "approval removed"
    CUSTOD = "CUSTOD", "custody"
    CREQB = "CREQB", "carer asked, because of behaviour"
    CREQO = "CREQO", "carer asked, for another reason"
    CHILD = "CHILD", "child asked"
    LAREQ = "LAREQ", "the authority ended the placement"
    PLACE = "PLACE", "status of the placement changed, same carer"
    OTHER = "OTHER", "other"


UNPLANNED = frozenset(
    {
        ChangeReason.ALLEG,
        ChangeReason.STAND,
        ChangeReason.APPRR,
        ChangeReason.CREQB,
        ChangeReason.CREQO,
        ChangeReason.CHILD,
        ChangeReason.LAREQ,
    }
)
CARER_ASKED = frozenset({ChangeReason.CREQB, ChangeReason.CREQO})


def is_unplanned(reason: str, *, sudden: bool = False) -> bool:
    """Whether a placement that ended for this reason ended unplanned; a closure (CLOSE) only if flagged sudden.

    The definition is this project's own. Raises UnknownCode.
    """
    code = ChangeReason(reason)
    return code in UNPLANNED or (sudden and code is ChangeReason.CLOSE)
