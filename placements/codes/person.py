"""Who the child is: sex as recorded in the return, and ethnic group."""

from __future__ import annotations

from placements.codes.code import Code


class SexCode(Code, column="SEX"):
    """Sex: figures to 2023/24, letters from 2024/25 (validation rule 101)."""

    MALE_FIGURE = "1", "male", None, 2023
    FEMALE_FIGURE = "2", "female", None, 2023
    M = "M", "male", 2024
    F = "F", "female", 2024
    U = "U", "not known", 2024


class Ethnicity(Code, column="ETHNIC"):
    """Ethnic group; REFU and NOBT are not a group and are shown as "not known"."""

    WBRI = "WBRI", "White British"
    WIRI = "WIRI", "White Irish"
    WOTH = "WOTH", "any other White background"
    WIRT = "WIRT", "Traveller of Irish heritage"
    WROM = "WROM", "Gypsy or Roma"
    MWBC = "MWBC", "White and Black Caribbean"
    MWBA = "MWBA", "White and Black African"
    MWAS = "MWAS", "White and Asian"
    MOTH = "MOTH", "any other Mixed background"
    AIND = "AIND", "Indian"
    APKN = "APKN", "Pakistani"
    ABAN = "ABAN", "Bangladeshi"
    AOTH = "AOTH", "any other Asian background"
    BCRB = "BCRB", "Caribbean"
    BAFR = "BAFR", "African"
    BOTH = "BOTH", "any other Black background"
    CHNE = "CHNE", "Chinese"
    OOTH = "OOTH", "any other ethnic group"
    REFU = "REFU", "refused to say"
    NOBT = "NOBT", "not yet obtained"

    @property
    def known(self) -> bool:
        """Whether the code names a group at all."""
        return self not in (Ethnicity.REFU, Ethnicity.NOBT)
