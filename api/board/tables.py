"""The board's tables: what is counted, in which categories, and which of those may be joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from api.board.gathered import Gathered, Households, Places, Year
from placements.disclosing.table import Category, Cell, Dimension, Population, Show, Table
from placements.indicators.meanings import LOOKED_AFTER, MEANINGS
from placements.indicators.row import Indicator
from placements.indicators.service import AGE_GROUPS

Named = Mapping[str, Sequence[str]]
WHERE: Named = {
    "In our own area": ("in_area",),
    "In a neighbouring area": ("neighbouring",),
    "Further away": ("further",),
    "Not known": ("unknown",),
}
DISTANCE: Named = {
    "Over 20 miles": ("over_20_miles",),
    "Up to 20 miles": ("up_to_20_miles",),
    "Not known": ("unknown",),
}
FAR: Named = {"Over 20 miles": ("over_20_miles",), "Up to 20 miles, or not known": ("up_to_20_miles", "unknown")}
HOMES: Named = {
    "With relatives or friends": ("kinship_fostering",),
    "With other foster carers": ("mainstream_fostering",),
    "With parents": ("with_parents",),
    "Placed for adoption": ("adoption",),
    "In children's homes": ("childrens_home", "secure"),
    "In supported accommodation": ("supported",),
    "Elsewhere": ("residential_school", "other_residential", "custody", "other", "temporary_only"),
}
OWN: Named = {
    "Our own homes and carers": ("own",),
    "With parents": ("parents",),
    "Other providers": ("other_authority", "other_public", "agency", "not_stated"),
}
FAMILIES = ("kinship_fostering", "mainstream_fostering", "adoption", "with_parents")
FAMILY: Named = {
    "With families": FAMILIES,
    "Not with families": tuple(n for g in HOMES.values() for n in g if n not in FAMILIES),
}
SIBLINGS: Named = {
    "Together, as planned": ("together",),
    "Apart": ("apart",),
    "Not assessed, or not known": ("place_not_known", "not_assessed", "assessed_otherwise"),
}
REASONS: Named = {
    "The carer asked": ("CREQB", "CREQO"),
    "The child's plan changed": ("CARPL",),
    "The same home under another name": ("PLACE",),
    "The home closed, or was no longer right": ("CLOSE", "ALLEG", "STAND", "APPRR"),
    "The child or an authority asked": ("CHILD", "LAREQ", "CUSTOD"),
    "Another reason, or none recorded": ("OTHER", "not_recorded"),
}
AVOIDABLE: Named = {
    "Might have been avoided": ("avoidable",),
    "With family, for adoption or by plan": (
        *("with_parents", "kinship_fostering", "adoption", "unaccompanied", "by_plan"),
    ),
}
HOUSEHOLDS: Named = {
    "Foster carers": ("mainstream",),
    "Relatives or friends": ("family_and_friends",),
    "Others": ("short_breaks", "supported_lodgings", "not_said"),
}
MERGES = {
    "asked": (
        (
            "The home closed, or was no longer right",
            "The child or an authority asked",
            "The home closed or was no longer right, or the child or an authority asked",
        ),
    ),
    "where": (("Further away", "Not known", "Further away, or not known"),),
    "distance": (("Up to 20 miles", "Not known", "Up to 20 miles, or not known"),),
    "homes": (
        ("With parents", "Placed for adoption", "With parents, or placed for adoption"),
        ("In supported accommodation", "Elsewhere", "In supported accommodation, or elsewhere"),
    ),
    "own": (("With parents", "Other providers", "With parents, or other providers"),),
}
HEADLINES = {
    "I09": ("where", "In our own area"),
    "I10": ("distance", "Over 20 miles"),
    "I20": ("moves", "Three homes or more"),
    "I13": ("families", "With families"),
    "I14": ("own", "Our own homes and carers"),
}
"""Which cell of which table a headline is; I01 is the total of any of them."""


def board_tables(gathered: Gathered) -> list[Table]:
    """Every table of the picture: the newest year in full, earlier years as totals and whole per cents."""
    made = [*_newest(gathered.newest), *(_carers(gathered.places) if gathered.places else ())]
    made += [*_ages(gathered), *(_households(gathered.households) if gathered.households else ())]
    for year in gathered.years[:-1]:
        made += _earlier(year)
    return made


def three_years(gathered: Gathered, name: str) -> Table | None:
    """A headline over the last three years together, where one year's is too small to be told."""
    years = [year for year in gathered.years[-3:] if _pair(year.rows.get(name)) is not None]
    if len(years) < 3:  # noqa: PLR2004 - three years, as the name says
        return None
    pairs = [pair for year in years if (pair := _pair(year.rows[name])) is not None]
    one = years[-1].rows[name]
    counted = sum(counted for counted, _ in pairs)
    rest = sum(rest for _, rest in pairs)
    populations = tuple(year.population(MEANINGS[name].subject) for year in years)
    return _two(f"{name} three years", one.title, populations, _leaves(years[-1], name), (counted, rest))


def _newest(year: Year) -> Iterator[Table]:
    looked_after = year.rows.get("I01")
    if looked_after is not None and looked_after.numerator is not None:
        yield Table("all", "all", (year.population(LOOKED_AFTER),), (), {(): looked_after.numerator})
    for name, row, categories in (("where", "I09", WHERE), ("distance", "I10", DISTANCE), ("homes", "I12", HOMES)):
        yield from _named(year, name, row, categories)
    yield from _named(year, "families", "I12", FAMILY)
    yield from _named(year, "own", "I14", OWN)
    yield from _named(year, "siblings", "I25", SIBLINGS)
    yield from _pairs(
        year,
        {
            "moves": ("I20", "Three homes or more", "Fewer"),
            "carer": ("I22", "With the same carer for two years", "With a newer carer"),
        },
    )
    yield from _named(year, "asked", "I23", REASONS)
    yield from _named(year, "avoidable", "I11", AVOIDABLE)


def _named(year: Year, name: str, row: str, categories: Named) -> Iterator[Table]:
    """A table by the categories of an indicator, in the words of the page."""
    held = year.rows.get(row)
    parts = {part.category: part.count for part in held.breakdown if part.within is None} if held else {}
    if not parts:
        return
    used = {words: [one for one in names if one in parts] for words, names in categories.items()}
    used = {words: names for words, names in used.items() if names}
    merges = tuple(merge for merge in MERGES.get(name, ()) if {*merge[:2]} <= set(used))
    dimension = Dimension(row, tuple(Category.of(words, *names) for words, names in used.items()), merges)
    counts: dict[Cell, int] = {(words,): sum(parts[one] for one in names) for words, names in used.items()}
    precious = frozenset((words,) for table, words in HEADLINES.values() if table == name and (words,) in counts)
    population, inside = year.population(MEANINGS[row].subject), MEANINGS[row].within
    within = frozenset({(inside[0], frozenset(inside[1]))}) if inside else frozenset()
    yield Table(name, name, (population,), (dimension,), counts, within, precious=precious)


def _ages(gathered: Gathered) -> Iterator[Table]:
    """Who lives far away by group of ages: the same children as in the table of distance, cut once more."""
    groups = [words for words in AGE_GROUPS if any(group == words for group, _ in gathered.ages)]
    if not groups:
        return
    far = {words: frozenset(members) for words, members in FAR.items()}
    dimensions = (
        Dimension("age", tuple(Category.of(words) for words in groups)),
        Dimension("I10", tuple(Category(words, members) for words, members in far.items())),
    )
    counts: dict[Cell, int] = {
        (group, words): sum(gathered.ages.get((group, member), 0) for member in members)
        for group in groups
        for words, members in far.items()
    }
    yield Table("ages", "ages", (gathered.newest.population(LOOKED_AFTER),), dimensions, counts)


def _households(found: Households) -> Iterator[Table]:
    """Households that began and that stopped fostering: two sets of households, never taken from each other."""
    for name, subject, counted in (
        ("joined", "households approved to foster", found.joined),
        ("left", "households that stopped fostering", found.left),
    ):
        used = {words: kinds for words, kinds in HOUSEHOLDS.items() if any(counted.get(kind) for kind in kinds)}
        counts: dict[Cell, int] = {(words,): sum(counted.get(k, 0) for k in kinds) for words, kinds in used.items()}
        if counts:
            dimension = Dimension("household", tuple(Category.of(words, *kinds) for words, kinds in used.items()))
            yield Table(name, name, (Population(subject, found.on),), (dimension,), counts)


def _pairs(year: Year, wanted: Mapping[str, tuple[str, str, str]]) -> Iterator[Table]:
    for name, (row, counted, rest) in wanted.items():
        pair = _pair(year.rows.get(row))
        if pair is not None:
            population = (year.population(MEANINGS[row].subject),)
            yield _two(name, name, population, _leaves(year, row), pair, words=(counted, rest))


def _pair(row: Indicator | None) -> tuple[int, int] | None:
    """Those whom an indicator counts, and all others; everybody, known or not, as the newest year's tables have it."""
    if row is None or row.numerator is None or row.denominator is None:
        return None
    outer = [part.count for part in row.breakdown if part.within is None]
    return row.numerator, (sum(outer) if outer else round(row.denominator)) - row.numerator


Leaves = tuple[str, frozenset[str], frozenset[str]]
"""A dimension, and the finest categories of those counted and of all others."""


def _leaves(year: Year, name: str) -> Leaves:
    """What an indicator's counted and others are made of, so that every table of a year speaks of the same children."""
    meaning = MEANINGS[name]
    dimension = meaning.by or name
    held = year.rows.get(dimension)
    every = frozenset(part.category for part in held.breakdown if part.within is None) if held else frozenset()
    counted = every & frozenset(meaning.numerator)
    if not counted:
        return name, frozenset({f"{name} counted"}), frozenset({f"{name} not counted"})
    return dimension, counted, every - counted


def _two(
    name: str,
    title: str,
    populations: tuple[Population, ...],
    leaves: Leaves,
    numbers: tuple[int, int],
    *,
    words: tuple[str, str] = ("counted", "rest"),
) -> Table:
    dimension, *members = leaves
    made = Dimension(dimension, tuple(Category(one, of) for one, of in zip(words, members, strict=True)))
    counts: dict[Cell, int] = {(word,): number for word, number in zip(words, numbers, strict=True)}
    return Table(name, title, populations, (made,), counts, show=Show.SHARES, precious=frozenset({(words[0],)}))


def _earlier(year: Year) -> Iterator[Table]:
    looked_after = year.rows.get("I01")
    if looked_after is None or looked_after.numerator is None:
        return
    population = (year.population(LOOKED_AFTER),)
    yield Table(f"I01 {year.on.year}", "I01", population, (), {(): looked_after.numerator})
    for row in HEADLINES:
        pair = _pair(year.rows.get(row))
        if pair is not None and sum(pair) == looked_after.numerator:
            yield _two(f"{row} {year.on.year}", row, population, _leaves(year, row), pair)


def _carers(places: Places) -> Iterator[Table]:
    population = Population("places with our own foster carers", places.on)
    counts: dict[Cell, int] = {
        ("With a child",): places.filled,
        ("Free",): places.free,
        ("Not available now",): places.not_available,
    }
    dimension = Dimension("place", tuple(Category.of(str(cell[0])) for cell in counts))
    yield Table("carers", "carers", (population,), (dimension,), counts)
