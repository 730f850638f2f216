"""What can go wrong, always said in three parts: what is wrong, the value given, what to do next."""

from __future__ import annotations


class HomewardError(Exception):
    """An answer of "no" that a person can act on."""

    def __init__(self, what: str, *, given: object = None, do_next: str) -> None:
        self.what, self.given, self.do_next = what, given, do_next
        shown = "" if given is None else f" Given: {given}."
        super().__init__(f"{what}{shown} {do_next}")

    def as_json(self) -> dict[str, object]:
        """The same three parts for a program."""
        given = None if self.given is None else str(self.given)
        return {
            "error": type(self).__name__,
            "what": self.what,
            "given": given,
            "do_next": self.do_next,
        }


class Refused(HomewardError):
    """The input is wrong; nothing was changed."""


class NotFound(HomewardError):
    """There is no such thing in the record, or not for this viewer."""


class NotPermitted(HomewardError):
    """The viewer's role may not do this."""


class Conflict(HomewardError):
    """Somebody else was first: the bed is taken, the row has changed."""
