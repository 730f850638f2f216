"""A rule still to be checked is a draft until a named legal reviewer signs it, and the signing is a recorded fact."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from matching.candidates import Judge, Verdict
from matching.home_facts import RegistrationFacts
from matching.rules.catalogue import RuleBook, every_rule, published_signatures, read_signatures, rule_book
from matching.rules.rule import Effect, RuleClass, Scope, breach
from matching.signatures import Signature, Signatures
from placements.errors import Refused
from tests.worlds import START, TODAY, a_child, a_childrens_home, a_context, a_request, born, rules_found

DAY = dt.timedelta(days=1)
SIGNED = Signature("home-statement", "2026-1", "Lena Invented", "solicitor to the council", TODAY)
TOO_YOUNG = a_child(dob=born(8))
HOME = a_childrens_home(registrations=(RegistrationFacts("active", age_min=12, age_max=17),))


def asked(signatures: Signatures, today: dt.date = TODAY) -> Verdict:
    context = replace(a_context([TOO_YOUNG], [HOME]), signatures=signatures, today=today)
    return Judge(a_request(TOO_YOUNG), context, [HOME]).verdict((TOO_YOUNG,), HOME.ref)


def test_nothing_is_signed_as_the_program_comes() -> None:
    assert not published_signatures().every


def test_a_draft_warns_and_a_signed_rule_binds() -> None:
    draft = asked(Signatures())
    assert "home-statement" in rules_found(draft, Effect.WARNING)
    bound = asked(Signatures.of([SIGNED]))
    [finding] = [one for one in bound.having(Effect.EXCLUDES) if one.rule.id == "home-statement"]
    assert finding.because == "Registered for 12 to 17; C-1 is 8."
    assert finding.rule.signature == SIGNED


@pytest.mark.parametrize(
    ("signature", "binds"),
    [
        (replace(SIGNED, signed_on=TODAY), True),
        (replace(SIGNED, signed_on=TODAY + DAY), False),
        (replace(SIGNED, signed_on=TODAY - DAY, withdrawn_on=TODAY), False),
        (replace(SIGNED, signed_on=TODAY - DAY, withdrawn_on=TODAY + DAY), True),
        (replace(SIGNED, edition="2025-1"), False),
        (replace(SIGNED, rule="court-contact"), False),
    ],
)
def test_a_signature_counts_for_its_rule_its_edition_and_its_days(signature: Signature, binds: bool) -> None:
    assert ("home-statement" in rules_found(asked(Signatures.of([signature])), Effect.EXCLUDES)) is binds


def test_an_old_decision_is_read_again_with_the_signatures_of_its_day() -> None:
    register = Signatures.of([replace(SIGNED, signed_on=TODAY + DAY)])
    assert "home-statement" in rules_found(asked(register, TODAY), Effect.WARNING)
    assert "home-statement" in rules_found(asked(register, TODAY + DAY), Effect.EXCLUDES)


ENTRY = """[[signature]]
rule = "home-statement"
edition = "2026-1"
name = "Lena Invented"
role = "solicitor to the council"
signed_on = 2026-06-05
"""


def test_the_register_is_a_file_that_the_authority_owns(tmp_path: Path) -> None:
    register = tmp_path / "signatures.toml"
    register.write_text(ENTRY, encoding="utf-8")
    assert read_signatures(register) == Signatures.of([SIGNED])


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("home-statement", "home-sweet-home", "names a rule that does not stand in that edition"),
        ("2026-1", "1999-1", "names an edition that does not exist; there are 2026-1"),
        ("Lena Invented", " ", "has an entry without its name"),
        ("solicitor to the council", "", "has an entry without its role"),
        ("2026-06-05", "'Friday'", "has an entry whose signed_on is no day"),
        ("role", "rôle", "cannot be read"),
        ("role", "rank", "has an entry that is not known: rank"),
        (
            "signed_on = 2026-06-05",
            "signed_on = 2026-06-05\nwithdrawn_on = 2026-06-05",
            "taken back before it was given",
        ),
        ("[[signature]]", "[signature]", "holds something other than"),
    ],
)
def test_a_register_that_is_wrong_is_refused_and_says_where(tmp_path: Path, was: str, now: str, says: str) -> None:
    register = tmp_path / "signatures.toml"
    register.write_text(ENTRY.replace(was, now), encoding="utf-8")
    with pytest.raises(Refused, match=says):
        read_signatures(register)


def test_an_edition_keeps_its_rules_when_a_later_one_words_them_otherwise() -> None:
    first = next(rule for rule in every_rule() if rule.id == "near-home")
    changed = replace(first, cls=RuleClass.HARD, condition=lambda _: breach("Never."), since="2027-1")
    gone = next(rule for rule in every_rule() if rule.id == "age-gap")
    book = RuleBook(("2026-1", "2027-1"), (replace(first, until="2027-1"), changed, replace(gone, until="2027-1")))
    assert [rule.cls for rule in book.of("2026-1")] == [RuleClass.PREFERENCE, RuleClass.PREFERENCE]
    assert [rule.cls for rule in book.of("2027-1")] == [RuleClass.HARD]
    assert book.of() == book.of("2027-1")
    assert book.in_force(START, "2026-1")[Scope.EACH][0].condition is first.condition


def test_an_edition_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused, match="no such edition"):
        rule_book().of("1999-1")


def test_every_edition_words_a_rule_once() -> None:
    book = rule_book()
    for edition in book.editions:
        ids = [rule.id for rule in book.of(edition)]
        assert len(ids) == len(set(ids))
