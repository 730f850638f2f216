"""Words can tell of a child as well as numbers: what a second reader must look at before a text is published."""

from __future__ import annotations

import re

_FEW = r"one|two|three|four|five|[1-5]|a single|a couple of"
_WHO = (
    r"child(?:ren)?|boys?|girls?|young (?:person|people|m[ae]n|wom[ae]n)|babies|baby|teenagers?|sisters?|brothers?|"
    r"siblings?|carers?|famil(?:y|ies)|households?|homes?|pairs?"
)
CHECKS = {
    "a small number in words": rf"\b(?:{_FEW})\s+(?:\w+[- ]){{0,2}}(?:{_WHO})\b",
    "somebody who stands alone": rf"\b(?:only|sole|single|lone|last|first)\s+(?:\w+[- ]){{0,2}}(?:{_WHO})\b",
    "one of few": r"\b(?:one|two|three|four|five|both|neither|none|all|each) of (?:the|our|these|them)\b",
    "an age": r"\b(?:aged?|year[- ]old)\b",
    "somebody's own story": r"\b(?:he|she|his|her|hers|him|himself|herself)\b",
    "a place": r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s?(?:[0-9][A-Z]{2})?\b",
}


def doubtful_words(text: str) -> list[tuple[str, str]]:
    """What in a text might tell of a child, each with the reason; a second named reader decides, not the machine."""
    found = [
        (match.start(), why, match.group(0))
        for why, pattern in CHECKS.items()
        for match in re.finditer(pattern, text, re.IGNORECASE if why != "a place" else 0)
    ]
    return [(words, why) for _, why, words in sorted(found)]
