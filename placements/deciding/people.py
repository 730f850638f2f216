"""Who answers for a step: a named person in a role that may take it, never the program and never somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from placements.errors import NotPermitted, Refused
from placements.permissions import Permission, Role, Viewer
from placements.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Named:
    """A named person in a role."""

    name: str
    role: Role


def answerable(work: UnitOfWork, person: Named, needs: Permission) -> None:
    """Refuse unless this named person may take the step and takes it themselves.

    An administrator (such as the command line) may write down what a named person of the service did; everybody else
    signs for themselves only. Raises Refused, NotPermitted.
    """
    work.viewer.must(needs)
    keeps_the_system = work.viewer.role is Role.ADMINISTRATOR
    name = person.name.strip()
    if not name or (keeps_the_system and name.casefold() == work.viewer.name.casefold()):
        raise Refused("A person must answer for this.", given=repr(person.name), do_next="Give the person's own name.")
    if person.role in (Role.ADMINISTRATOR, Role.SIGNED_OUT):
        raise NotPermitted(
            "An administrator keeps the system and decides nothing about a child.",
            given=person.name,
            do_next="Give the role in which the person acts, such as team_manager.",
        )
    Viewer(name, person.role).must(needs)
    if not keeps_the_system and (work.viewer.name, work.viewer.role) != (name, person.role):
        raise NotPermitted(
            "Nobody signs for somebody else.", given=person.name, do_next="Ask that person to sign in and do it."
        )


def must_say(what: str, value: str) -> str:
    """The words without spaces around them. Raises Refused where there are none."""
    if not value.strip():
        raise Refused(f"{what} is missing.", given=repr(value), do_next="Say it in a sentence.")
    return value.strip()
