"""The algorithmic transparency record in draft, in the two tiers of the government's standard."""

from __future__ import annotations

from api.reports.about import TO_FILL, About
from api.reports.paper import Audience, Bullets, Facts, Paper, Section, Words
from api.words import count, day


def transparency(about: About) -> Paper:
    """The record: what the tool is in plain words, then owners, how it works, data, risks."""
    return Paper(
        title="Transparency record: homeward, which helps to find homes for children in care",
        council=about.council,
        introduction=(
            "A draft in the two tiers of the Algorithmic Transparency Recording Standard. The council finishes and "
            "publishes it."
        ),
        sections=(
            Section("Tier 1: what it is", (Words(_what()), Words(_how()), Facts((("Questions to", TO_FILL),)))),
            Section("Tier 2: who answers for it", (Facts(tuple(_owners(about))),)),
            Section("What it is for", (Bullets(_scope()),)),
            Section("What people do and what it does", (Bullets(_people()),)),
            Section("How it works", (Facts(tuple(_method(about))), about.rules_by_class(), about.weighing())),
            Section("Data", (Words(_data()), about.holdings())),
            Section("Risks and what stands against them", (Words(_risks()),)),
        ),
        footer=about.footer,
        audience=Audience.PUBLIC,
    )


def _what() -> str:
    return (
        "When a child needs a home, the tool lists the homes that could lawfully and rightly take the child, says why, "
        "what each would take, and whom to ring first. It also forecasts how many homes of which kind will be needed."
    )


def _how() -> str:
    return (
        "It applies written rules, each with its source, then scores how well a home meets the child's needs. It "
        "learns nothing from past decisions. A named person decides, with a reason."
    )


def _owners(about: About) -> list[tuple[str, str]]:
    return [
        ("Council", about.council),
        ("Senior responsible officer", TO_FILL),
        ("Owner of the weights", about.weights.owner),
        ("Legal reviewer of the rules", TO_FILL if about.drafts else "every rule is signed"),
        ("Supplier", "the homeward developers; the program runs on the council's own host"),
        (
            "Version",
            f"{about.version}; weights {about.weights.version}, in force from {day(about.weights.in_force_from)}",
        ),
    ]


def _scope() -> tuple[str, ...]:
    return (
        "For: finding homes, keeping brothers and sisters together, planning homes, bringing children back.",
        "Not for: deciding whether a child comes into care, judging carers as people, proposing secure accommodation.",
        "Before it: phone calls, spreadsheets and e-mails to one provider after another.",
    )


def _people() -> tuple[str, ...]:
    return (
        "A duty worker or placement officer asks; the tool lists homes with reasons, and homes left out with reasons.",
        "The home accepts or refuses; approvals are given by the officers whom the law names.",
        "A named person decides, having seen the child's wishes first; they may choose any home, saying why.",
        "The child is told why and how to question it; the reviewing officer can take a question higher.",
    )


def _method(about: About) -> list[tuple[str, str]]:
    return [
        (
            "Rules",
            f"{count(len(about.rules), 'rule')}, {about.drafts} of them waiting for a legal reviewer: these warn only",
        ),
        ("Score", "A sum of eight parts that are shown; no learned weights; a trait of a carer is never read"),
        (
            "Planning together",
            "Integer programming over the lawful homes; each level's value and proven bound are shown",
        ),
        ("Forecast", "Simulated care careers from rates with their uncertainty; checked against past years"),
        ("How good it is", "See the papers on matching, forecasting and performance that come with the program"),
    ]


def _data() -> str:
    return (
        "Yearly returns about children looked after, today's list of who lives where, referrals, carers' households, "
        "homes, contracts and prices. What is held, drawn from the record itself:"
    )


def _risks() -> str:
    return (
        "The data protection impact assessment and the equality assessment, which the system also fills in draft, name "
        "each risk with what stands against it."
    )
