"""Why an episode began, and why the child came into care."""

from __future__ import annotations

from placements.codes.code import Code


class NewEpisodeReason(Code, column="RNE"):
    """Reason for a new episode: what changed on the day it began."""

    S = "S", "started to be looked after"
    L = "L", "change of legal status only"
    P = "P", "change of placement and carer"
    T = "T", "change of placement, same carer"
    B = "B", "change of legal status and placement, new carer"
    U = "U", "change of legal status and placement, same carer"

    @property
    def starts_placement(self) -> bool:
        """Whether a placement begins with the episode; a change of legal status alone begins none."""
        return self is not NewEpisodeReason.L

    @property
    def same_carer(self) -> bool:
        """Whether the child stays with the same carer as in the episode before."""
        return self in (NewEpisodeReason.L, NewEpisodeReason.T, NewEpisodeReason.U)


class CategoryOfNeed(Code, column="CIN"):
    """The main reason for coming into care, fixed for the whole period of care."""

    N1 = "N1", "abuse or neglect"
    N2 = "N2", "child's disability or illness"
    N3 = "N3", "parent's illness or disability"
    N4 = "N4", "family in acute stress"
    N5 = "N5", "family dysfunction"
    N6 = "N6", "socially unacceptable behaviour"
    N7 = "N7", "low income"
    N8 = "N8", "absent parenting"
