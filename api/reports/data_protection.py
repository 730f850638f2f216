"""The data protection impact assessment in draft (UK GDPR Article 35), filled from the system; people finish it."""

from __future__ import annotations

from api.reports.about import TO_FILL, TO_SIGN, About
from api.reports.paper import Bullets, Column, Facts, Paper, Section, Table, Words
from api.words import count

RISKS = (
    (
        "Where a child lives becomes known to somebody who must not know",
        "No address is held of a home, only a protected postcode; pages and prints leave it out unless somebody in a "
        "role that may see it gives a reason, which is kept and reviewed.",
    ),
    (
        "A child is recognised in a published figure",
        "Counts from 1 to 5, and whatever would give them away, are hidden; separate code audits every table together "
        "with all that was published before; two named people release.",
    ),
    (
        "A person follows the machine without thinking",
        "Nothing leads from a suggestion to a home but the decision of a named person with a reason; what the home "
        "lacks stands beside the fit; a choice against the suggestion is recorded, never prevented.",
    ),
    (
        "A fact that is wrong or missing decides",
        "Not known is a value of its own; nothing is excluded on a missing fact; each fact carries its day and source; "
        "what has gone stale is listed before a decision.",
    ),
    (
        "Some groups wait longer or go further",
        "No protected trait is scored, nor any trait of a carer; the fairness audit compares groups with intervals.",
    ),
    (
        "Somebody looks who has no need to",
        "Permissions are a closed list and refused by default; every look at a child's page is kept in a chain of "
        "records in which a change shows; access ends at once when an account is closed.",
    ),
    (
        "Data are lost, or half of a file is loaded",
        "A load is all or nothing, and every row is accepted or rejected with its reason; a backup comes back whole.",
    ),
    (
        "The case system and this record disagree",
        "The case system stays the child's record; this is a second copy, loaded from it, with differences listed.",
    ),
)


def data_protection(about: About) -> Paper:
    """The draft: what is done with whose data and why, what could go wrong, what stands against it, who signs."""
    return Paper(
        title="Data protection impact assessment: finding homes for children in care",
        council=about.council,
        introduction=(
            "A draft filled from the system itself. The council finishes it, takes the advice of its data protection "
            "officer and signs it before any real child's data is loaded."
        ),
        sections=(
            Section("Why an assessment is needed", (Words(_need()),)),
            Section("What is done with the data", (Facts(tuple(_processing(about))), about.holdings(), about.roles())),
            Section("Who was asked", (Facts((("Children, parents, carers, staff", TO_FILL),)),)),
            Section("Whether it is needed and in proportion", (Bullets(_proportion()),)),
            Section("Decisions", (Words(_decisions()), about.rules_by_class(), about.weighing())),
            Section("What could go wrong, and what stands against it", (_risks(),)),
            Section("Advice and signatures", (Facts(TO_SIGN),)),
        ),
        footer=about.footer,
    )


def _need() -> str:
    return (
        "Sensitive data about vulnerable people are used on a large scale, data are matched and combined, and people "
        "are profiled to support decisions about a service: each is among the reasons for which the Information "
        "Commissioner asks for an assessment (UK GDPR Article 35(3) and (4))."
    )


def _processing(about: About) -> list[tuple[str, str]]:
    whose = "Invented people only: this is a demonstration" if about.demonstration else "Children in care, carers"
    return [
        ("Whose data", f"{whose}, carers' households, people a child must be kept from, staff who use the system"),
        ("What for", "Finding a home for a child, planning how many homes are needed, bringing children back"),
        (
            "Lawful basis",
            f"Proposed: public task (UK GDPR Article 6(1)(e)), Children Act 1989 s22C and s22G. {TO_FILL}",
        ),
        ("Special categories", f"Proposed: Article 9(2)(g) with Data Protection Act 2018 Schedule 1. {TO_FILL}"),
        ("Where from", "The case system, yearly returns, carers' and providers' lists, forms filled in here"),
        ("Where it goes", "Nowhere by itself: the system sends nothing. People export papers; each is recorded"),
        (
            "Where it is kept",
            "On the council's own host; no page, chart or search asks anything of another server. Where the council's "
            "own sign-on is set, signing in asks that and nothing else",
        ),
        (
            "How long",
            "A search, its options and offers: 12 months after the home ends, then the decision's note alone. "
            "Statutory periods bind the case system, which remains the child's record",
        ),
        (
            "How access ends",
            f"After {about.idle_minutes} minutes idle, after {about.absolute_hours} hours in any case, "
            "at once when an account is closed or its role changes; an unused account opens nothing",
        ),
    ]


def _proportion() -> tuple[str, ...]:
    return (
        "Only facts that a rule, a factor of the fit or the return reads are asked for.",
        "A provider gets a referral without name, date of birth, address or school; what few share is flagged.",
        "A board or the public gets figures in which no child can be recognised, never a row about a child.",
        "Forecasts are made from codes and dates of past returns, without names.",
    )


def _decisions() -> str:
    return (
        "The system makes no decision about anybody. It lists homes in order with reasons; a named person decides, "
        "with a reason, having seen the options (UK GDPR Articles 22A to 22D)."
    )


def _risks() -> Table:
    columns = (Column("What could go wrong"), Column("What stands against it"), Column("What remains"))
    rows = tuple((risk, measure, TO_FILL) for risk, measure in RISKS)
    return Table(f"{count(len(RISKS), 'risk')} and what stands against each", columns, rows)
