"""The equality assessment in draft (Equality Act 2010 s149), filled from the rules and the fairness audit."""

from __future__ import annotations

from api.reports.about import TO_FILL, TO_SIGN, About
from api.reports.paper import Audience, Bullets, Column, Facts, Paper, Part, Section, Table, Words
from api.shapes.fairness import Fairness, Group, Shown
from api.shapes.fairness import Section as Audited
from api.words import NOT_KNOWN, sentence
from placements.disclosure import HIDDEN

CHARACTERISTICS = (
    ("Age", "Ages of homes' terms and of children there are read, since the law asks for it"),
    ("Disability", "Needs and access are met, never scored down; disability itself is not read"),
    ("Gender reassignment", "Not read"),
    ("Marriage and civil partnership", "Not read"),
    ("Pregnancy and maternity", "A parent and child home is looked for where the referral asks"),
    ("Race", "Ethnicity is not read; languages and support that a child asks for can only add to a home's fit"),
    ("Religion or belief", "Support that a child asks for can only add; a carer's own religion is not read"),
    ("Sex", "Of a child: where a registration, a shared bedroom or the plan asks. Of a carer: where the plan asks"),
    ("Sexual orientation", "Not read"),
    ("Being in care (local policy)", "Everybody the tool serves"),
)


def equality(about: About, audit: Fairness) -> Paper:
    """The draft: what reads which trait, what the audit shows of groups, what people must still ask and sign."""
    return Paper(
        title="Equality assessment: finding homes for children in care",
        council=about.council,
        introduction=(
            "A draft filled from the system itself, restricted: it crosses traits with kinds of home. The council "
            "finishes it, and asks the people it concerns."
        ),
        sections=(
            Section("What reads what", (_traits(), Bullets(_kept()))),
            *(_audited(one) for one in (audit.decided, audit.position)),
            Section("What the figures can and cannot say", (Words(audit.careful), Words(audit.note))),
            Section("What people said", (Facts((("Children, families, carers, groups asked", TO_FILL),)),)),
            Section("What will be done", (Facts((("Actions, owners, days", TO_FILL),)),)),
            Section("Signatures", (Facts(TO_SIGN),)),
        ),
        marked=f"Draft: not released. {audit.restricted}",
        audience=Audience.EXEMPT,
        footer=about.footer,
    )


def _traits() -> Table:
    columns = (Column("Characteristic"), Column("What the tool does with it"), Column("Effect, in people's judgement"))
    return Table("Protected characteristics", columns, tuple((trait, does, TO_FILL) for trait, does in CHARACTERISTICS))


def _kept() -> tuple[str, ...]:
    return (
        "Changing a trait that no rule names changes no list: tested on 10,000 random changes in every release.",
        "Nothing is inferred from a name or a postcode.",
        "Whoever decides is never shown a score of a carer as a person.",
    )


def _audited(one: Audited) -> Section:
    if not one.groups:
        return Section(one.title, (Words(one.because or "Nobody is in this audit yet."),))
    traits = list(dict.fromkeys(group.trait for group in one.groups))
    return Section(one.title, tuple(_groups(one, trait) for trait in traits))


def _groups(one: Audited, trait: str) -> Part:
    """A trait's groups side by side, a line for each measure: the first says how many children each group has."""
    groups = [group for group in one.groups or () if group.trait == trait]
    columns = (Column("What is measured"), *(Column(sentence(group.group)) for group in groups))
    children: tuple[str, ...] = ("Children", *(_children(group) for group in groups))
    lines = [
        (f"{measure.title}, {measure.unit}", *(_figure(group.figures.get(measure.name)) for group in groups))
        for measure in one.measures
    ]
    title = f"By {trait}: {one.title[:1].lower()}{one.title[1:]}"
    return Table(title, columns, (children, *lines), "In brackets: where the figure lies 19 times in 20.")


def _children(group: Group) -> str:
    return HIDDEN if group.hidden else f"{group.children:,}"


def _figure(one: Shown | None) -> str:
    if one is None or one.value is None:
        return HIDDEN if one is None or (one.because or "").startswith("hidden") else NOT_KNOWN
    if one.low is None or one.high is None:
        return f"{one.value:.1f}"
    return f"{one.value:.1f} ({one.low:.1f} to {one.high:.1f})"
