"""Reading the register of signatures, entry by entry."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from matching.signatures import Signature, Signatures
from placements.errors import Refused

_WORDS = ("rule", "edition", "name", "role")
_DAYS = ("signed_on", "withdrawn_on")


def read_register(path: Path, rules: Mapping[str, Collection[str]]) -> Signatures:
    """The signatures of a TOML file, held against the rules of each edition. Raises Refused."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(
            "The register of signatures cannot be read.", given=path, do_next=f"Correct it: {error}."
        ) from error
    listed = entries.get("signature", [])
    if set(entries) - {"signature"} or not isinstance(listed, list):
        raise _wrong("holds something other than [[signature]] entries", sorted(entries))
    return Signatures.of(_read(entry, rules) for entry in listed)


def _read(entry: object, rules: Mapping[str, Collection[str]]) -> Signature:
    given = entry if isinstance(entry, dict) else {}
    unknown = sorted(set(given) - {*_WORDS, *_DAYS})
    if unknown or not isinstance(entry, dict):
        raise _wrong(f"has an entry that is not known: {', '.join(unknown)}", entry)
    for name in _WORDS:
        if not isinstance(given.get(name), str) or not given[name].strip():
            raise _wrong(f"has an entry without its {name}", entry)
    for name in _DAYS:
        day = given.get(name)
        if (name == "signed_on" or day is not None) and (not isinstance(day, dt.date) or isinstance(day, dt.datetime)):
            raise _wrong(f"has an entry whose {name} is no day", entry)
    if given["edition"] not in rules:
        raise _wrong(f"names an edition that does not exist; there are {', '.join(rules)}", entry)
    if given["rule"] not in rules[given["edition"]]:
        raise _wrong("names a rule that does not stand in that edition", entry)
    if given.get("withdrawn_on") is not None and given["withdrawn_on"] <= given["signed_on"]:
        raise _wrong("has a signature taken back before it was given", entry)
    return Signature(**given)


def _wrong(what: str, given: object) -> Refused:
    return Refused(
        f"The register of signatures {what}.",
        given=given,
        do_next="Give each signature its rule, edition, name, role and signed_on; withdrawn_on if it was taken back.",
    )
