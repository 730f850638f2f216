"""Papers for members: the public part holds only the picture's printed figures, the annex says why it is exempt."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.board.said import lines_of, short_points
from api.reports.annex import annex_paper
from api.reports.board import board_paper
from api.reports.council import CLEAR_DAYS, SECTIONS, days_before, layout_from, timetable
from api.reports.gap import gap_paper
from api.reports.paper import Certificate, Facts
from api.reports.plain import as_text
from api.reports.recruiting import recruiting_paper
from api.reports.statement import statement_paper
from api.shapes.board import (
    AheadPoint,
    BoardDocument,
    Compared,
    Headline,
    LastForecast,
    MoneyColumn,
    OtherFigure,
    PastPoint,
    ReadRow,
    ReadTable,
    Risk,
    TrendPoint,
    YearOfMoney,
)
from api.shapes.forecast import Series
from api.shapes.recruit import Action, LeadFigure, Recruitment
from api.shapes.sufficiency import Figure, Mix, NeedBands, Short, SiblingGroups, Sufficiency, Unmet
from placements.errors import Refused
from placements.working_days import is_working_day
from tests.api.test_paper_pages import returns

DAY = dt.date(2026, 3, 31)
MONTHS = [dt.date(2026 + (at + 4) // 12, (at + 4) % 12 + 1, 1) - dt.timedelta(days=1) for at in range(36)]
POINTS = ("mean", "p2_5", "p10", "p50", "p90", "p97_5")


def series(middle: float) -> Series:
    return Series(**{name: [middle + at] * 36 for at, name in enumerate(POINTS)})


def figure(middle: float) -> Figure:
    return Figure(**{name: middle + at for at, name in enumerate(POINTS)})


def short(middle: float) -> Short:
    return Short(needing=series(middle + 10), gap=series(middle), chance=[0.7] * 36, nights=figure(900))


def gap(middle: float) -> Sufficiency:
    nothing = Mix(
        by=MONTHS[-1], target=0.2, before=0.7, after=0.1, reached=True, homes=[], weekly_pence=None, because="Enough."
    )
    return Sufficiency(
        as_at=DAY,
        homes_as_at=DAY,
        months=MONTHS,
        total=short(middle),
        gap_at_most=series(middle + 3),
        chance_at_most=[0.9] * 36,
        by_setting={"mainstream_fostering": short(middle)},
        by_age={},
        by_need={},
        by_place={"further": series(middle)},
        cells=[],
        sibling_groups={"2": SiblingGroups(needing=series(4), parted=series(1), chance=[0.4] * 36)},
        places={},
        shortages=[],
        mix=nothing,
        unmet=Unmet(since=DAY, needs=2, children=3, elsewhere=1, by_change={}),
        need_bands=NeedBands(recorded=1, children=2, hit_rate=0.5),
        notes=[],
        children_set_aside=0,
        replicates=200,
        seed=1,
        version="homeward 0",
        seconds=1.0,
    )


PICTURE = BoardDocument(
    authority="York",
    demonstration=True,
    as_at=DAY,
    numbers=[
        Headline(
            id="I01",
            title="Children in our care",
            figure="240",
            words="children are in our care",
            sentence="3 fewer than a year before.",
            period="at 31 March 2026",
            trend=[TrendPoint(year="2025", figure="243")],
        )
    ],
    where=[
        ReadTable(
            id="where",
            title="Where our children live",
            heading="Where",
            counts="Children",
            period="at 31 March 2026",
            rows=[ReadRow(words="In our own area", count="c", share="c")],
        )
    ],
    stability=[],
    carers=[],
    past=[PastPoint(on=dt.date(2025, 3, 31), children=243), PastPoint(on=DAY, children=240)],
    ahead=[AheadPoint(on=dt.date(2027, 3, 31), middle=236, low=221, high=252)],
    last_forecast=LastForecast(on=DAY, low=225, high=250, middle=238, happened=240, held=True),
    money=YearOfMoney(
        year="2026/27",
        budget_pence=1_125_000_000,
        middle_pence=None,
        low_pence=None,
        high_pence=None,
        because="No price.",
    ),
    months=[],
    columns=[MoneyColumn(words="Cash released", meaning="leaves a line", pence=None, because="Fewer than six.")],
    risks=[Risk(words="Prices rise by a tenth", chance="3 in 10")],
    asks=["Agree the recruitment of five households."],
    hidden=["c means hidden."],
)
RELEASED = Certificate(
    "Released on 12 May 2026, edition 1, signed by Ann and Ben", "ab" * 32, "disclosure 2026-11", guarded=9, narrowest=4
)
BRIEF = "Look for, in this order\n  Two places, 12 to 16\n"


def test_the_public_part_is_a_draft_unless_two_people_released_it() -> None:
    draft = as_text(board_paper(PICTURE))
    assert draft.splitlines()[1].startswith("Draft: not released.")
    released = board_paper(PICTURE, RELEASED)
    assert "Draft" not in as_text(released)
    assert "signed by Ann and Ben" in released.footer
    assert "each could still be any of at least 5 values" in " ".join(as_text(released).split())


def test_the_statement_is_written_from_frozen_figures_alone_and_refused_where_there_are_none() -> None:
    with pytest.raises(Refused, match="what is likely to be short"):
        statement_paper(PICTURE, RELEASED)
    frozen = PICTURE.model_copy(update={"short": short_points(gap(9)), "brief": lines_of(BRIEF)})
    assert "Two places, 12 to 16" in as_text(statement_paper(frozen, RELEASED))


def test_a_council_lays_its_report_out_by_its_own_headings_order_and_implications() -> None:
    layout = layout_from(
        """
        order = ["numbers", "asks"]
        implications = ["Climate", "Finance"]
        [headings]
        numbers = "Performance"
        [opening]
        "Report of" = "The director"
        """,
        "ours.toml",
    )
    made = board_paper(PICTURE, layout=layout)
    assert [section.heading for section in made.sections][:3] == [
        "About this report",
        "Performance",
        "What we ask you to decide",
    ]
    (implications,) = [one for one in made.sections if one.heading == "Implications"]
    (facts,) = implications.parts
    assert isinstance(facts, Facts)
    assert [what for what, _ in facts.lines] == ["Climate", "Finance"]
    for wrong in ('[headings]\nnumber = "x"', "colour = 1", 'order = ["all"]'):
        with pytest.raises(Refused, match="means nothing here"):
            layout_from(wrong, "ours.toml")


def test_the_documented_layout_is_read_and_its_words_are_all_in_the_documents() -> None:
    how_to = Path(__file__).parents[3] / "docs" / "how-to"
    example = how_to / "example" / "report-layout.toml"
    made = board_paper(PICTURE, meeting=DAY, layout=layout_from(example.read_text(encoding="utf-8"), example.name))
    assert [section.heading for section in made.sections][:3] == ["About this report", "Recommendations", "Six numbers"]
    assert "When each step must be done" not in {section.heading for section in made.sections}
    told = (how_to / "board.md").read_text(encoding="utf-8")
    for word, heading in SECTIONS.items():
        assert f"| `{word}` | {heading} |" in told


def test_what_children_said_and_how_we_compare_stand_in_the_paper() -> None:
    others = [OtherFigure(name="England", figure="17%"), OtherFigure(name="Elsewhere", figure="20%")]
    line = Compared(
        what="More than 20 miles from home", period="31 March 2025", ours="21%", others=others, source="DfE."
    )
    text = as_text(board_paper(PICTURE.model_copy(update={"compared": [line], "voice": ["Ask us before we move."]})))
    for said in ("Ask us before we move.", "England", "17%", "Numbers that both we and others publish"):
        assert said in " ".join(text.split())


def test_the_board_paper_says_the_ask_first_and_the_last_forecast_beside_what_happened() -> None:
    text = " ".join(as_text(board_paper(PICTURE)).split())
    for said in (
        "Agree the recruitment of five households.",
        "240 children are in our care. 3 fewer than a year before.",
        "In our own area c c",
        "A year ago we forecast 238 children for 31 March 2026, with an 8 in 10 chance of 225 to 250.",
        "It was 240. It held.",
        "Prices rise by a tenth 3 in 10",
        "To be written by the report's author.",
    ):
        assert said in text
    assert text.index("Agree the recruitment") < text.index("240 children")


def test_the_days_are_worked_back_over_five_clear_working_days() -> None:
    meeting = dt.date(2026, 6, 10)
    rows = dict(timetable(meeting)[0].rows)  # type: ignore[union-attr, arg-type]
    [published] = [on for step, on in rows.items() if "agenda" in str(step).lower()]
    assert published == dt.date(2026, 6, 2)
    assert rows["Meeting on 10 June 2026"] == meeting


@given(st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1)))
def test_the_agenda_is_public_on_a_working_day_with_five_others_between(meeting: dt.date) -> None:
    published = days_before(meeting, CLEAR_DAYS)
    between = (published + dt.timedelta(days=at) for at in range(1, (meeting - published).days))
    assert is_working_day(published)
    assert sum(is_working_day(on) for on in between) == CLEAR_DAYS


@pytest.mark.parametrize(("mean", "told"), [(0.0, "c"), (9.0, "12")])
def test_the_public_statement_tells_no_shortage_of_one_to_five(mean: float, told: str) -> None:
    tables = statement_paper(PICTURE.model_copy(update={"short": short_points(gap(mean))})).tables()
    [table] = [one for one in tables if "short of a home" in one.title]
    assert {row[1] for row in table.rows} == {told}


def test_the_annex_cites_the_paragraphs_and_the_public_interest_and_names_no_child() -> None:
    text = as_text(annex_paper(gap(2), returns(money=False), "York"))
    assert "NOT FOR PUBLICATION" in text.splitlines()[1]
    for said in ("Schedule 12A", "paragraphs 1 and 2", "paragraph 3", "public interest", "5 (4 to 6)"):
        assert said in " ".join(text.split())
    assert "C-0" not in text


def test_the_planners_paper_says_how_sure_it_is_and_what_would_do() -> None:
    text = " ".join(as_text(gap_paper(gap(9), "York")).split())
    for said in ("7 in 10 chance of any", "Not for publication", "1.0 of 4.0", "Enough.", "Since 31 March 2026"):
        assert said in text


def test_what_to_unlock_and_whom_to_recruit_stand_in_their_order_with_what_each_adds() -> None:
    one = Action(
        kind="recruit",
        home=None,
        words="two places, 12 to 16",
        who="fostering recruitment",
        places=2,
        children_local=figure(1.0),
        at_the_end=1.5,
        per_month=0.1,
        weekly_pence=60_000,
        per_thousand_pounds=None,
        from_month=9,
        because="wanted all the time",
    )
    lead = {"days_to_approval": LeadFigure(p10=150, p50=200, p90=280, n=4, source="England")}
    found = Recruitment(
        as_at=DAY, homes_as_at=DAY, months=MONTHS, area="York", short=figure(4), short_after=figure(1), returning=2,
        considered=60, ask_first=[], unlock=[], recruit_next=[one], lead=lead, notes=[], replicates=200, seed=1,
        version="homeward 0", seconds=1.0,
    )  # fmt: skip
    text = " ".join(as_text(recruiting_paper(found, "York")).split())
    for said in ("two places, 12 to 16", "£600", "60 actions weighed", "Nothing in this list", "4 of our own; England"):
        assert said in text
