"""The reference page of a referral as JSON, made from its schema: `python -m tests.docs.referral_json` writes it."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from matching.referral_file import (
    AllergyIn,
    ChildIn,
    ConstraintIn,
    ContactIn,
    KinIn,
    LoadedChild,
    NeedIn,
    PastStayIn,
    PersonIn,
    ReferralIn,
    RiskIn,
    ShortBreakIn,
    SiblingsIn,
)

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "referral-json.md"
PARTS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("The referral", ReferralIn),
    ("A child whose record is held", LoadedChild),
    ("A child by what is known tonight", ChildIn),
    ("A need", NeedIn),
    ("A risk", RiskIn),
    ("A constraint", ConstraintIn),
    ("An allergy", AllergyIn),
    ("Somebody the child sees", ContactIn),
    ("A pair of brothers, sisters or peers", SiblingsIn),
    ("A relative or friend considered", KinIn),
    ("A person of concern", PersonIn),
    ("A home lived in before", PastStayIn),
    ("A short break of a series", ShortBreakIn),
)
HEAD = """# A referral as JSON

Made from the schema that reads it. `homeward search FILE.json` searches a referral that was never loaded; nothing of
it is stored. Only `needed_by` and `children` must be given. At night these six are worth asking first: date of birth,
sex, brothers and sisters, when a home is needed, known risks, and what or whom to keep the child from
(`constraints`). What is not given is "not asked": it is listed as not known, and nothing is excluded because of it.
`"none"` says that the question was asked and the answer is none. A field that is not below is refused by name. A time
without a zone is London's.

A list of facts may instead be one of the words `"none"`, `"unknown"`, `"not_asked"`.
"""


def page() -> str:
    """The whole page, as it should stand in docs/reference/referral-json.md."""
    return HEAD + "".join(_part(title, part) for title, part in PARTS)


def _part(title: str, part: type[BaseModel]) -> str:
    rows = "".join(_row(name, schema, part) for name, schema in part.model_json_schema()["properties"].items())
    return f"\n## {title}\n\n| Field | Must be given | Values |\n|---|---|---|\n{rows}"


def _row(name: str, schema: dict[str, object], part: type[BaseModel]) -> str:
    needed = "yes" if part.model_fields[name].is_required() else ""
    definitions = part.model_json_schema().get("$defs", {})
    return f"| `{name}` | {needed} | {_values(schema, definitions)} |\n"


def _values(schema: dict[str, object], definitions: dict[str, dict[str, object]]) -> str:
    """A schema in words: its closed list, its form, or the parts it is a list of."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        found = definitions[name]
        return _values(found, definitions) if "enum" in found else _TITLES[name]
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return ", ".join(f"`{value}`" for value in values) if isinstance(values, list) else ""
    if "anyOf" in schema:
        options = schema["anyOf"]
        return (
            "; or ".join(dict.fromkeys(_values(one, definitions) for one in options))
            if isinstance(options, list)
            else ""
        )
    if schema.get("type") == "array":
        items = schema.get("items")
        return f"a list: {_values(items, definitions)}" if isinstance(items, dict) else "a list"
    return _FORMS.get(str(schema.get("format") or schema.get("type")), "text")


_TITLES = {part.__name__: title.lower() for title, part in PARTS}
_FORMS = {
    "date": "a day, 2026-06-05",
    "date-time": "a day and time, 2026-06-05T22:00",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
    "object": "`foster`, `kin`, `K2`, `K3`, each with `preferred`, `suitable`, `unsuitable` or `not_given`",
}


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
