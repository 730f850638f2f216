"""Providers as a paper: how they answer, how they are graded, and what became of children of similar need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from api.reports.paper import Bullets, Column, Facts, Kind, Paper, Part, Section, Table, Words
from api.reports.supply import FOR_PLANNERS
from api.words import count, day, listed, plain, pounds, sentence
from placements.disclosing.rules import HIDDEN, SMALLEST_SHOWN, Figure
from placements.models.contract import Contract, Provider
from placements.providing.alike import Ages, Compared, Comparison, Like, Needs
from placements.providing.service import OneProvider, ProviderRecord

COUNT, DECIMAL = Kind.COUNT, Kind.DECIMAL
NEEDS = {Needs.LOWER: "need band 1 or 2", Needs.HIGHER: "need band 3 or 4", Needs.NOT_RECORDED: "need not recorded"}
AGES = {Ages.UNDER_10: "under 10", Ages.FROM_10: "10 to 15", Ages.FROM_16: "16 and 17"}
READ = (
    "A stay is kept where it lasted a year or ended as planned before; stays begun less than a year ago that still run "
    "count for nothing yet.",
    "Distance is the middle of what the return states from home to placement; ages are those on the first day.",
    "Need bands are recorded for children as they are now, and stand in for what they were.",
    "Fees are today's, by each provider's own agreement; a block's fixed part is under Contracts. Providers are never "
    "put in order by what they cost.",
    f"{HIDDEN} means fewer than {SMALLEST_SHOWN} children: too few to judge by, and too few to tell.",
)


def like_in_words(like: Like) -> str:
    """Whom is compared: Fostering by other carers, aged 10 to 15, need band 3 or 4."""
    ages = "" if like.ages is None else f", aged {AGES[like.ages]}"
    return f"{sentence(like.setting)}{ages}{'' if like.needs is None else f', {NEEDS[like.needs]}'}"


def providers_paper(found: ProviderRecord, like: Like, comparison: Comparison | None, council: str) -> Paper:
    """Every provider, and those that cared for such children beside each other."""
    names = {one.provider.id: one.provider.name for one in found.providers}
    return Paper(
        title="Providers",
        council=council,
        introduction=_headline(found.providers),
        sections=(
            Section("How they answer, and their grades", (_answers(found.providers),)),
            Section(
                "For children of similar need",
                (Words(like_in_words(like)), *similar(comparison, names, "Provider")),
            ),
            Section("How to read this", (Bullets(READ),)),
        ),
        marked=FOR_PLANNERS,
        footer="" if found.day is None else f"Returns to {day(found.day)}",
        about=(("Similar need", like_in_words(like)),),
    )


def provider_paper(
    one: OneProvider,
    contracts: Sequence[Contract],
    alike: Mapping[Like, Comparison | None],
    council: str,
) -> Paper:
    """One provider: what it is, how it answered, its agreements, and children of each kind who lived with it."""
    return Paper(
        title=one.provider.name,
        council=council,
        introduction=_one_line(one),
        sections=(
            Section("What it is", (Facts(tuple(_facts(one.provider))),)),
            Section("Agreements", (_agreements(contracts),)),
            Section("Replies", tuple(_replies(one))),
            Section("Homes and places used", (Facts(tuple(_homes(one))),)),
            Section("Children who lived with it, by similar need", tuple(_beside(one, alike))),
            Section("How to read this", (Bullets(READ),)),
        ),
        marked=FOR_PLANNERS,
    )


def _headline(providers: Sequence[OneProvider]) -> str:
    stopped = [one.provider.name for one in providers if one.provider.suspended]
    asked = sum(one.replies.asked > 0 for one in providers)
    said = f"{count(len(providers), 'provider')}, of whom {asked} were asked for a home."
    return f"{said} Not to be used now: {listed(stopped)}." if stopped else f"{said} None is suspended."


def _one_line(one: OneProvider) -> str:
    kind = f"{sentence(one.provider.kind)}."
    if one.provider.suspended:
        because = (one.provider.suspended_because or "why is not recorded").rstrip(".")
        return f"{kind} Not to be used now: {because}."
    graded = one.provider.grade
    return f"{kind} {f'Graded {graded} on {day(one.provider.graded_on)}.' if graded else 'Its grade is not recorded.'}"


def _answers(providers: Iterable[OneProvider]) -> Table:
    columns = (
        Column("Provider"),
        Column("Kind"),
        Column("Grade"),
        Column("Graded", Kind.DAY),
        Column("Suspended"),
        Column("Asked", COUNT),
        Column("Offered", COUNT),
        Column("Said no", COUNT),
        Column("Usual hours to answer", DECIMAL),
        Column("Known homes", COUNT),
    )
    rows = tuple(
        (
            one.provider.name,
            plain(one.provider.kind),
            one.provider.grade or "not recorded",
            one.provider.graded_on,
            suspension(one.provider),
            one.replies.asked,
            one.replies.offered,
            sum(one.replies.no.values()),
            hours(one),
            one.homes.homes,
        )
        for one in providers
    )
    note = "A no is an answer like any other: how often a provider said no puts it behind nobody in a search."
    return Table("Providers by name", columns, rows, note)


def hours(one: OneProvider) -> float | str:
    """The hours a provider usually takes to answer."""
    if one.history is None:
        return "not known"
    return "never answered" if one.history.hours is None else one.history.hours


def suspension(provider: Provider) -> str:
    """Whether it is suspended and by whom."""
    if not provider.suspended:
        return "no"
    since = "" if provider.suspended_since is None else f" since {day(provider.suspended_since)}"
    return f"yes{since}, by {provider.suspended_by or 'nobody named'}"


def similar(comparison: Comparison | None, names: Mapping[int, str], first: str) -> tuple[Part, ...]:
    """The rows of a comparison, called by name."""
    if comparison is None:
        return (Words("No return is held, so nobody knows who lived with whom: load one first."),)
    rows = sorted((names[one.provider], *cells(one)) for one in comparison.rows)
    said = f"Lived there on any day since {day(comparison.since)}"
    return (Table(said, (Column(first), *COLUMNS), tuple(rows), comparison.fees_hidden or ""),)


COLUMNS = (
    Column("Children", COUNT),
    Column("There now", COUNT),
    Column("Households or homes", COUNT),
    Column("Stays judged", COUNT),
    Column("Kept"),
    Column("Miles from home"),
    Column("Fee a week"),
)


def cells(one: Compared) -> tuple[str, ...]:
    """A provider's figures as people read them; the fee last."""
    counts = tuple(str(figure) for figure in (one.children, one.now, one.households, one.judged))
    return (*counts, _said(one.kept, "%"), _said(one.miles, ""), fee(one.week))


def _said(figure: Figure, unit: str) -> str:
    return f"{figure.value}{unit}" if figure.value is not None else str(figure)


def fee(figure: Figure) -> str:
    """A fee in pounds, the marker of a hidden one, or that no price is held."""
    return HIDDEN if figure.hidden else "no price of its own" if figure.value is None else pounds(figure.value)


def _facts(provider: Provider) -> Iterable[tuple[str, str]]:
    ages = [age for age in (provider.age_min, provider.age_max) if age is not None]
    yield "Reference", provider.ref
    yield "Kind", sentence(provider.kind)
    yield "Ofsted number", provider.urn or "not recorded"
    yield "Registered", plain(provider.registered)
    yield "Grade", f"{provider.grade}, {day(provider.graded_on)}" if provider.grade else "not recorded"
    yield "Ages it takes", " to ".join(map(str, ages)) if ages else "not recorded"
    yield "Suspended", suspension(provider)
    if provider.suspended:
        yield "Why suspended", provider.suspended_because or "not recorded"
    yield "As of", f"{day(provider.as_of)}, {provider.source or 'source not recorded'}"


def _agreements(contracts: Sequence[Contract]) -> Table:
    columns = (
        Column("Agreement"),
        Column("Kind"),
        Column("Lots"),
        Column("Tier"),
        Column("From", Kind.DAY),
        Column("Ends"),
        Column("Beds"),
        Column("Days of notice"),
    )
    rows = tuple(
        (
            one.ref,
            plain(one.kind),
            ", ".join(one.lots) or "none",
            "none" if one.tier is None else f"{one.tier}",
            one.starts_on,
            "no end" if one.ends_on is None else day(one.ends_on),
            "none" if one.beds is None else f"{one.beds}",
            "not recorded" if one.notice_days is None else f"{one.notice_days}",
        )
        for one in contracts
    )
    return Table(
        "Frameworks, spot agreements and blocks", columns, rows, "" if rows else "A spot price must be agreed."
    )


def _replies(one: OneProvider) -> Iterable[Part]:
    if not one.replies.asked:
        yield Words("It was never asked for a home.")
        return
    rows = [("Offered a home", one.replies.offered)]
    rows += [(f"No: {plain(reason)}", number) for reason, number in one.replies.no.items()]
    rows += [("Waiting for an answer", one.replies.waiting), ("Withdrawn by us", one.replies.withdrawn)]
    title = f"{count(one.replies.asked, 'request')}, by answer"
    yield Table(title, (Column("Answer"), Column("Requests", COUNT)), tuple(row for row in rows if row[1]))
    if one.history is not None:
        usual = "" if one.history.hours is None else f", usually within {count(round(one.history.hours) or 1, 'hour')}"
        yield Words(
            f"It answered {one.history.answered} of {count(one.history.asked, 'approach', 'approaches')}{usual}."
        )


def _homes(one: OneProvider) -> Iterable[tuple[str, str]]:
    yield "Homes known by name", f"{one.homes.homes}"
    yield "Beds in them", f"{one.homes.beds}"
    yield "Children living in them today", f"{one.homes.children}"
    yield "Homes not known by name", "counted by the return below: an agency's households are known when it offers one"


def _beside(one: OneProvider, alike: Mapping[Like, Comparison | None]) -> Iterable[Part]:
    rows = []
    for like, comparison in alike.items():
        mine = [] if comparison is None else [row for row in comparison.rows if row.provider == one.provider.id]
        rows += [(like_in_words(like), *cells(row)) for row in mine]
    if not rows:
        yield Words("No child lived with it in the last three years, as far as the returns say.")
        return
    yield Table("The last three years", (Column("Children like this"), *COLUMNS), tuple(rows))
    because = dict.fromkeys(one.fees_hidden for one in alike.values() if one is not None and one.fees_hidden)
    yield Bullets(tuple(f"Fees are hidden where so few compare: {said}" for said in because))
