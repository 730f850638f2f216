"""The anonymised referral as PDF: tagged to PDF/UA-1, with its title and language, the same bytes every time."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from api.reports.referral import ReferralPaper

TEMPLATE = Path(__file__).with_name("referral.typ")


def as_pdf(paper: ReferralPaper) -> bytes:
    """The paper as tagged PDF (PDF/UA-1, ISO 14289-1); typst's own fonts, so that every machine writes alike."""
    data = {
        "title": paper.title,
        "council": paper.said.council,
        "marked": paper.marked,
        "footer": paper.reference or "Draft",
        "introduction": paper.introduction,
        "blocks": [
            {
                "heading": block.heading,
                "before": block.before,
                "list": block.listed,
                "lines": [list(line) for line in block.lines],
            }
            for block in paper.blocks()
        ],
    }
    return bytes(
        typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        )
    )
