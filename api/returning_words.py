"""How a return home is spoken of, the same on the command line, on pages and in papers."""

from __future__ import annotations

from forecasting.returning.standing import Standing

STATUS_WORDS = {
    Standing.RETURNED: "came home",
    Standing.PLANNED: "planned",
    Standing.COULD_COME_HOME_NOW: "could come home now",
    Standing.ONE_THING_AWAY: "one thing away",
    Standing.FACTS_MISSING: "facts missing",
    Standing.NOBODY_LOCAL_YET: "nobody local yet",
    Standing.SEARCH_OPEN: "a search is open",
    Standing.NOT_WITHOUT_SIBLING: "not without a brother or sister",
    Standing.NOT_SURE_YET: "not sure yet",
    Standing.NOT_YET_ASKED: "not yet asked",
    Standing.NOT_RIGHT_NOW: "not right now",
    Standing.WANTS_TO_STAY: "wants to stay",
}
WELFARE_FIRST = (
    "Nothing here moves a child. The child, the social worker and the reviewing officer are asked first; a child's no "
    "ends it; a settled home is never scored as a saving; money orders nothing."
)
