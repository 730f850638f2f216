"""What the categories of each indicator mean to one another: which are counted, which stand outside, what cuts what.

Disclosure control needs this: a number can be worked out from any table that counts the same children.
"""

from __future__ import annotations

from dataclasses import dataclass

LOOKED_AFTER = "children looked after"
_STARTS, _EXITS, _CHANGES = "periods of care begun", "children who left care", "changes of placement"


@dataclass(frozen=True)
class Meaning:
    """Whom an indicator counts (`subject`), and what its categories are.

    `numerator` are the categories counted, `outside` those not in the denominator. `by` names another indicator whose
    categories these are; `within` another indicator and the categories of it that this one is about.
    """

    subject: str
    numerator: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    by: str = ""
    within: tuple[str, tuple[str, ...]] | None = None


_UNKNOWN, _NOT_ASSESSED = ("unknown",), ("place_not_known", "not_assessed", "assessed_otherwise")
_FAMILIES = ("kinship_fostering", "mainstream_fostering", "adoption", "with_parents")
_HOME = ("home_planned", "home_unplanned", "other_family", "special_guardianship", "adoption")
MEANINGS: dict[str, Meaning] = {
    "I01": Meaning(LOOKED_AFTER),
    "I02": Meaning(_STARTS),
    "I03": Meaning(_EXITS),
    "I05": Meaning(_EXITS, _HOME),
    "I06": Meaning(_STARTS),
    "I07": Meaning(LOOKED_AFTER),
    "I08": Meaning(LOOKED_AFTER, ("band 3", "band 4"), _UNKNOWN),
    "I09": Meaning(LOOKED_AFTER, ("in_area",), _UNKNOWN),
    "I10": Meaning(LOOKED_AFTER, ("over_20_miles",)),
    "I11": Meaning(LOOKED_AFTER, ("avoidable",), within=("I10", ("over_20_miles",))),
    "I12": Meaning(LOOKED_AFTER, ("kinship_fostering", "mainstream_fostering")),
    "I13": Meaning(LOOKED_AFTER, _FAMILIES, by="I12"),
    "I14": Meaning(LOOKED_AFTER, ("own",)),
    "I15": Meaning(LOOKED_AFTER, ("own",), by="I14", within=("I12", ("mainstream_fostering",))),
    "I16": Meaning("placements begun", ("in_near",)),
    "I18": Meaning("pupils", ("within",), _UNKNOWN),
    "I19": Meaning("returns to the area", ("still_home",), ("turned_18",)),
    "I20": Meaning(LOOKED_AFTER),
    "I21": Meaning("children looked after for two years"),
    "I22": Meaning("children under 16 looked after for two and a half years"),
    "I23": Meaning(_CHANGES, ("CREQB", "CREQO")),
    "I24": Meaning("endings of placements", ("unplanned",)),
    "I25": Meaning("groups of brothers and sisters", ("together",), _NOT_ASSESSED),
    "I26": Meaning(_CHANGES, ("OTHER",), by="I23"),
}
COUNTS_ALONE = frozenset({"I01", "I02", "I03"})
"""Indicators whose numerator is everybody they count."""
NOT_OF_CHILDREN = frozenset({"I24"})
"""Indicators whose denominator counts no children (weeks), so that it gives nothing away."""
MADE_OF = {"I04": ("I02", "I03")}
"""Indicators worked out from others: hidden where one of those is."""
