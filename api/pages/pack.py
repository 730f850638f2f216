"""The carer's pack: what is known and what is not, who receives it, and the second person who lets it go."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.carers_packs import Handing, ask_for_pack, drafted, handed_over
from api.changing import changed, named, on_to, or_again
from api.forms import Filled, Typed, typed_from
from api.house import house_of
from api.looks import noted_look
from api.pages.paper_page import file_of
from api.reports.carers_pack import QUESTIONS
from api.reports.web import kind_of
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from api.words import sentence
from placements.audit_chain import Event
from placements.deciding.carers_notes import note_for_carers
from placements.errors import HomewardError
from placements.models.approach import Channel
from placements.models.carers_note import CarersTopic
from placements.permissions import Permission
from placements.repository.readings import readings_about
from placements.repository.records import records_for

HANDED = [(Channel.OTHER.value, "By hand"), (Channel.SECURE_EMAIL.value, sentence(Channel.SECURE_EMAIL))]
BOXES = {topic: topic.value.replace("_", "-") for topic in CarersTopic}
FORMS = [("docx", "Word"), ("pdf", "PDF"), ("txt", "plain text")]


def pack(request: Request, person: SignedIn, number: int, ref: str) -> Response:
    """The pack as it stands today, without an address, and how far it has come; this look is written down."""
    return _draw(request, person, number, ref)


def notes(request: Request, person: SignedIn, filled: Filled, number: int, ref: str) -> Response:
    """Write down what the carers are told, topic by topic."""

    def step() -> Response:
        said = {topic: filled.text(box) for topic, box in BOXES.items()}
        filled.refuse_if_wrong()
        _belongs(request, person, number, ref)
        changed(house_of(request), person, lambda work: note_for_carers(work, ref, said, author=person.viewer.name))
        return on_to(f"/decisions/{number}/pack/{ref}")

    return or_again(
        step, lambda error, status: _draw(request, person, number, ref, filled=filled, problem=error, status=status)
    )


def ask(request: Request, person: SignedIn, filled: Filled, number: int, ref: str) -> Response:
    """Ask for a second person to read it; or hand it over alone tonight, saying why."""

    def step() -> Response:
        to = filled.must("to", "Say who receives it, by name", most=120)
        how = filled.choice("how", Channel, "Say how it is handed over")
        wanted = filled.has("addresses")
        because = filled.must("because", "Say what the addresses are needed for") if wanted else ""
        alone = filled.text("do") == "alone"
        why = filled.must("alone", "Say why nobody else can read it tonight") if alone else ""
        filled.refuse_if_wrong()
        handing = Handing(to, how or Channel.OTHER, because, why)
        changed(house_of(request), person, lambda work: ask_for_pack(work, number, ref, handing, named(person)))
        return on_to(f"/decisions/{number}/pack/{ref}")

    return or_again(
        step, lambda error, status: _draw(request, person, number, ref, filled=filled, problem=error, status=status)
    )


def taken(request: Request, person: SignedIn, number: int, ending: str) -> Response:
    """The pack of a reading as a file to print or send, without an address; that it was taken is kept."""
    made = changed(house_of(request), person, lambda work: handed_over(work, number))
    return file_of(made, f"carers-pack-{number}", ending)


def taken_with_addresses(request: Request, person: SignedIn, filled: Filled, number: int) -> Response:
    """The same with the addresses that a second person agreed to; the answer is never kept under an address."""
    made = changed(house_of(request), person, lambda work: handed_over(work, number, addresses=True))
    return file_of(made, f"carers-pack-{number}", filled.text("form") or "pdf")


def _belongs(request: Request, person: Person, number: int, ref: str) -> None:
    """Raises NotFound where the decision is not there, not theirs to see, or not about this child."""
    house = house_of(request)
    with records_for(house.engine, person.viewer) as records:
        drafted(records, number, ref, house.today())


def _draw(
    request: Request,
    person: Person,
    number: int,
    ref: str,
    *,
    filled: Typed | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    house, viewer = house_of(request), person.viewer
    _belongs(request, person, number, ref)
    noted_look(house, viewer, Permission.SEE_SENSITIVE, Event.CHILD_READ, f"child {ref}"[:120], pack=number)
    with records_for(house.engine, viewer) as records:
        found = drafted(records, number, ref, house.today())
        readings = readings_about(records, decision=number, child=found.told.child.id)
    first = {BOXES[one.topic]: one.words for one in found.told.around.notes}
    return page(
        request,
        "pack.html",
        title=f"{'Error: ' if problem else ''}Carer’s pack: {found.told.name}",
        person=person,
        status=status,
        number=number,
        ref=ref,
        found=found,
        paper=found.paper,
        kind_of=kind_of,
        readings=readings,
        questions=[(box, QUESTIONS[topic]) for topic, box in BOXES.items()],
        missing=found.told.missing(),
        handed=HANDED,
        forms=FORMS,
        may={
            "write": viewer.may(Permission.WRITE_REFERRALS),
            "addresses": viewer.may(Permission.SEE_PROTECTED_POSTCODES),
        },
        typed=(filled or Typed()).over(typed_from(first | {"to": found.told.to, "how": Channel.OTHER.value})),
        problem=problem,
    )
