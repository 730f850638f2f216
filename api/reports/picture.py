"""A chart as a picture of dots, for a form that cannot hold SVG."""

from __future__ import annotations

import typst

DRAWN = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 15cm)'
DOTS_PER_INCH = 200


def as_png(svg: bytes) -> bytes:
    """The chart as PNG, 15 cm wide, the same bytes on every machine."""
    drawn = typst.compile(
        DRAWN, format="png", ppi=DOTS_PER_INCH, ignore_system_fonts=True, sys_inputs={"svg": svg.decode()}
    )
    return bytes(drawn)
