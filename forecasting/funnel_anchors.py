"""Published figures of recruitment towards which an authority's own are drawn, each with its weight and its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Anchor:
    """A published figure: it weighs as much as `weight` households (or household-years) of the authority's own.

    `spread` is the standard deviation of the logarithm, of a time; `only_where_nothing` that it stands in and does not
    draw own figures towards it, because it depends on the size of the authority.
    """

    value: float
    weight: float
    source: str
    spread: float = 0.0
    only_where_nothing: bool = False


_APPLY, _APPROVED = 0.12, 1_815 / (1_815 + 3_670)
_OFSTED = "Ofsted, fostering in England"
ANCHORS = {
    "enquiries": Anchor(130, 1, f"130 enquiries a year: York 2018-19 ({_OFSTED}, rounded)", only_where_nothing=True),
    "enquiry to approval": Anchor(
        _APPLY * _APPROVED,
        100,
        "12% of enquiries to councils apply (2022-23), of whom a third of those decided are approved (2023-24); 11% in "
        f"2013-14 ({_OFSTED}). Enquiries are counted twice where people ask several agencies (TACT)",
    ),
    "application to approval": Anchor(
        _APPROVED, 20, f"1,815 approved and 3,670 withdrawn of applications in England, 2023-24 ({_OFSTED})"
    ),
    "enquiry to approval, days": Anchor(
        273, 10, "273 days from enquiry to approval (2013-14, old; the spread is this project's assumption)", 0.45
    ),
    "approval to first child, days": Anchor(
        60, 5, "no published figure found: 60 days, half to twice that, is this project's assumption", 0.7
    ),
    "leaves a year": Anchor(0.12, 50, "12% of households leave a year (2013-14, old; 4,820 left in England 2023-24)"),
    "places a household": Anchor(235 / 120, 20, f"235 places of 120 households: York 2018-19 ({_OFSTED}, rounded)"),
}
