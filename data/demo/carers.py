"""carers.xlsx: the households with their terms of approval and their vacancies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from data.demo.carer_facts import answers, languages, skills
from data.demo.chance import Chance
from data.demo.inside import beds, exemptions, hold, people
from data.demo.life import Day, Kind
from data.demo.names import CARERS
from data.demo.present import Confirmed, Present
from data.demo.workbook import Row

SHEETS = ("households", "people", "beds", "skills", "languages", "willing", "holds", "exemptions")
_TWO_CARERS, _LEAVING = 0.68, 0.2
_PETS = {"none": 0.50, "dog": 0.20, "cat": 0.16, "dog and cat": 0.06, "rabbit": 0.04, "unknown": 0.04}
_SMOKERS = {"no": 0.80, "yes": 0.14, "unknown": 0.06}
_STEP_FREE = {"no": 0.80, "yes": 0.08, "unknown": 0.12}
_SUPERVISION = {4: 0.14, 5: 0.14, 6: 0.29, 7: 0.14, 8: 0.15, "": 0.14}
_SEX = {"": 0.80, "either": 0.10, "F": 0.06, "M": 0.04}
_TERM_UNKNOWN, _TERM_NO_LIMIT = 0.04, 0.08
_TYPES = ("emergency", "respite", "parent_child", "uasc", "early_permanence", "remand")
_MORE_TYPES = {0: 0.45, 1: 0.35, 2: 0.20}
_TEMPORARY_DAYS = 16 * 7
_OLDEST = 17
_FEE_LEVELS = {"1": 0.03, "2": 0.07, "3": 0.90}  # York, March 2025: 90% of carers at the highest level
_SOURCE = "carer records"


def carer_rows(homes: Iterable[Present], refs: Mapping[str, str], today: Day, seed: int) -> dict[str, list[Row]]:
    """The rows of every sheet; `refs` are the case system's references of children by their code in the return."""
    rows: dict[str, list[Row]] = {name: [] for name in SHEETS}
    every = list(homes)
    for home in every:
        chance = Chance(seed, "carers", home.ref)
        two = home.role.two_carers if home.role else chance.happens(_TWO_CARERS)
        names = chance.some_of(CARERS, 2 if two else 1)
        rows["households"].append(_household(chance, home, names, refs, today))
        rows["people"].extend(people(chance, home, names, today))
        rows["beds"].extend(beds(chance, home))
        rows["skills"].extend(skills(chance, home, today))
        rows["languages"].extend(languages(chance, home))
        rows["willing"].extend(answers(chance, home, today))
        rows["holds"].extend(hold(chance, home, today))
    rows["exemptions"].extend(exemptions(every, refs, today))
    return rows


def _household(chance: Chance, home: Present, names: list[str], refs: Mapping[str, str], today: Day) -> Row:
    household, kin = home.household, home.household.kind is Kind.KIN
    return {
        "household": home.ref,
        "carers": " and ".join(names),
        "provider": "own",
        "kind": "kinship" if kin else "fostering",
        "postcode": household.spot.postcode,
        "status": "leaving" if not home.available and chance.happens(_LEAVING) else "active",
        "approved_from": _date(household.approved_from),
        **(_kin_terms(home, refs, today) if kin else _terms(chance, home, today)),
        "bedrooms": len({room for _, room in home.rooms}),
        **_vacancy(chance, home, today),
        **_house(chance, home),
        "fee_level": "" if kin else chance.pick(_FEE_LEVELS),
        "as_of": _date(today - chance.whole(0, 60)),
        "source": _SOURCE,
    }


def _house(chance: Chance, home: Present) -> Row:
    """The house itself; of those that a search is to find, everything is known."""
    if home.role is not None:
        step_free = "yes" if home.role.step_free else "no"
        cap = home.role.supervision_cap
        return {"step_free": step_free, "pets": "none", "smokers": "no", "supervision_cap": cap}
    return {
        "step_free": chance.pick(_STEP_FREE),
        "pets": chance.pick(_PETS),
        "smokers": chance.pick(_SMOKERS),
        "supervision_cap": chance.pick(_SUPERVISION),
    }


def _terms(chance: Chance, home: Present, today: Day) -> Row:
    """Terms of approval: a few have no limit (blank), a few are not known, which is another thing."""
    there = [child.age(today) for child in home.children]
    ages: tuple[object, object] = (
        min([home.household.ages[0], *there]),
        min(_OLDEST, max([home.household.ages[1], *there])),
    )
    number: object = home.places
    plain = home.role is None
    if plain and chance.happens(_TERM_UNKNOWN):
        ages = "unknown", "unknown"
    elif plain and chance.happens(_TERM_NO_LIMIT):
        ages = "", ""
    if plain and chance.happens(_TERM_UNKNOWN):
        number = "unknown"
    types = home.role.types if home.role else _types(chance, home)
    sex = chance.pick(_SEX) if plain and not home.children else ""
    return {
        "basis": "reg27",
        "age_min": ages[0],
        "age_max": ages[1],
        "number": number,
        "sex": sex,
        "types": ";".join(types),
    }


def _types(chance: Chance, home: Present) -> tuple[str, ...]:
    first = ("short", "long") if home.children or chance.happens(0.6) else ("short",)
    return (*first, *chance.some_of(_TYPES, chance.pick(_MORE_TYPES)))


def _kin_terms(home: Present, refs: Mapping[str, str], today: Day) -> Row:
    """Approved for the children named: for 16 weeks at first (regulation 24), then fully."""
    new = today - home.household.approved_from < _TEMPORARY_DAYS
    return {
        "basis": "reg24_temporary" if new else "reg27",
        "approved_to": _date(home.household.approved_from + _TEMPORARY_DAYS) if new else "",
        "number": home.places,
        "types": "connected",
        "named": ";".join(refs[child.code] for child in home.children),
    }


def _vacancy(chance: Chance, home: Present, today: Day) -> Row:
    """How many places are free and when the carers last said so: mostly this week, some long ago, some never."""
    if home.household.kind is Kind.KIN or not home.free:
        return {"vacancies": 0}
    if home.confirmed is Confirmed.NEVER:
        return {"vacancies": home.free}
    ago = chance.whole(0, 4) if home.confirmed is Confirmed.LATELY else chance.whole(9, 70)
    return {"vacancies": home.free, "vacancy_confirmed_on": _date(today - ago)}


def _date(day: Day) -> dt.date:
    return dt.date.fromordinal(day)
