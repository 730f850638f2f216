"""Who a row is about: every child stands in the Header file once, with one date of birth everywhere."""

from __future__ import annotations

import re

import numpy as np

from placements.importing.ssda903.checks.check import Found, check, hits
from placements.importing.ssda903.material import Material
from placements.models.loading import Level

_REFERENCE = re.compile(r"[A-Za-z0-9]{1,20}")


@check(
    "903-child-unknown", Level.ERROR, "child in a file but not in Header, or no child reference at all", "INT01-INT09"
)
def child_unknown(material: Material) -> Found:
    """A row nobody can be found for."""
    good = np.array([_REFERENCE.fullmatch(ref) is not None for ref in material.refs], dtype=bool)
    in_header = material.key(material.frame("header"))
    for name, table in material.tables.items():
        frame = table.frame
        named = good[frame["child"].to_numpy()]
        yield hits(
            *(name, frame, ~named, "CHILD"),
            '"{CHILD}" is no child reference: at most 20 letters and digits, never blank. Correct it.',
        )
        if name != "header":
            yield hits(
                *(name, frame, named & ~np.isin(material.key(frame), in_header), "CHILD"),
                "this child has no Header row in the same return. Add the row, or correct the reference.",
            )


@check("903-child-twice", Level.ERROR, "more than one Header row", "INT32")
def child_twice(material: Material) -> Found:
    """A child with two Header rows, of which either could be true."""
    header = material.frame("header")
    again = header.duplicated(["ret", "child"]).to_numpy()
    yield hits(
        *("header", header, again, "CHILD"),
        "this child has more than one Header row. Leave the right one and take the others out.",
    )


@check("903-dob-differs", Level.ERROR, "DOB differs between files", "INT11-INT18")
def dob_differs(material: Material) -> Found:
    """A date of birth that is another in the Header file."""
    for name, table in material.tables.items():
        if name in ("header", "episodes"):
            continue
        born = material.born(table.frame)
        here = table.frame["DOB"].to_numpy()
        differs = ~np.isnat(born) & ~np.isnat(here) & (born != here)
        yield hits(
            *(name, table.frame, differs, "DOB"),
            "the date of birth is {DOB} here and {header} in the Header file. Correct the wrong one.",
            header=born,
        )


CHECKS = (child_unknown, child_twice, dob_differs)
