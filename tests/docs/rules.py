"""The reference page of the rules, made from the catalogue and the specifications: `python -m tests.docs.rules`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from matching.rules.catalogue import every_rule, rule_book
from matching.rules.rule import DRAFT_WORDS, Rule
from tests.spec.tables import SECTIONS, Line, lines

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"
HEAD = """# Rules

Made from the catalogue of rules and from the specification tables in `tests/spec`, which run as tests. This is edition
{edition} of the rule book: {number} rules. **Nothing here is legal advice.** Every rule needs the authority's own legal
reviewer before it binds anyone.

## How to read a verdict

| verdict | what it does to an option | comes from |
|---|---|---|
| excluded | left out while it is so; only a changed fact clears it | a hard rule |
| needs approval | allowed with the named role's agreement | an approval rule |
| not known | shown with what to ask; never a pass, never an exclusion | a hard or approval rule without its facts |
| task | allowed, with a day by which something is done | a clock |
| note | for a person to weigh, with a written reason where it is passed over | a preference or a fixed fact |
| record | the option is shown; a decision waits for the record | a record rule |
| gap | a fact is missing of a rule that stops nothing | a clock, a preference, a record |
| not suggested | shown apart and never suggested; a named person may still choose it, with a reason | a child's veto |
| warning | said beside the option, stops nothing | a draft |

An option is excluded if anything excludes it; else not known if anything hard is not known; else it needs approval if
anything does; else it is eligible.

**Drafts.** A rule (or a part of one) whose only source is still to be checked is a draft. It warns, and never excludes,
never asks for an approval and never makes an option not known; a draft preference stays a note. Each says that it is a
draft (here the words are left out). It stops being one when a named legal reviewer signs it: the authority's register
is `matching/rules/signatures.toml`, with rule, edition, name, role and day, and the day on which a signature was taken
back.

**Dates.** A rule holds on the days of its law; it is asked for the first day of the stay. A rule that changes is not
edited: the next edition of the book words it anew and the old wording stays, so that a decision made under one edition
is read again under that edition, those days and the signatures of its day.

**Both directions.** Rules of living together are asked of the child who comes and of every child already there, with
the carers' own children, children of other authorities, children due later in the stay, and of each other within a
group of brothers and sisters. A group is any part of it.

**Days.** Clocks in working days leave out weekends and the bank holidays of England.

**Blank cells** mean the usual: Ash, a boy of 12 from York under a care order about whom everything was asked; the
authority's own carers in the same street, two free beds, no limit in their terms; a new referral for half a year from
Monday 8 June 2026.
"""


def page() -> str:
    """The whole page, as it should stand in docs/reference/rules.md."""
    rules = {rule.id: rule for rule in every_rule()}
    head = HEAD.format(edition=rule_book().newest, number=len(rules))
    return head + "".join(_sections(rules))


def _sections(rules: dict[str, Rule]) -> Iterator[str]:
    for section, of_section in groupby(lines(), key=lambda line: line.section):
        yield f"\n## {SECTIONS[section]}\n"
        for name, rows in groupby(of_section, key=lambda line: line.rule):
            yield _rule(rules[name], list(rows))


def _rule(rule: Rule, rows: list[Line]) -> str:
    facts = "".join(f"| {name} | {words} |\n" for name, words in _facts(rule))
    table = "".join(_row(row) for row in rows)
    return (
        f"\n### {rule.id}\n\n{rule.sentence}\n\n| | |\n|---|---|\n{facts}"
        f"\n| child | home | referral | verdict | because |\n|---|---|---|---|---|\n{table}"
    )


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    draft = "; **draft** until signed" if rule.draft else ""
    yield "class", f"{rule.cls.value}; {rule.checked.value}{draft}"
    yield "source", rule.citation
    if rule.in_force_from:
        until = f" to {rule.in_force_to.isoformat()}" if rule.in_force_to else ""
        yield "in force", f"from {rule.in_force_from.isoformat()}{until}"
    else:
        yield "in force", "local: as the authority decides"
    yield "cleared by", rule.cleared_by
    if rule.who:
        yield "by whom", rule.who


def _row(row: Line) -> str:
    cells = (row.child, row.home, row.referral, f"**{row.verdict}**", row.says.removeprefix(DRAFT_WORDS))
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
