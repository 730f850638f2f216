"""How much a request may send: a form is small, a file to be loaded is larger, and anything beyond is not kept."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.uploads import MEGABYTE, MOST_BYTES
from placements.errors import Refused

MOST_FORM = 5 * MEGABYTE
MOST_UPLOAD = MOST_BYTES + MEGABYTE
MOST_DRAINED = 1_000 * MEGABYTE
TAKES_FILES = "/loading/"


class TooLarge(Refused):
    """More was sent than is read."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"More was sent than is read at once: at most {most // MEGABYTE} MB. Nothing was changed.",
            do_next="Go back, and choose a smaller file, or part it in several: one year of returns at a time.",
        )


class BodyLimit:
    """Stops reading a request that sends more than its address takes; what is left is let go unread."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what it sends."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = MOST_UPLOAD if scope["path"].startswith(TAKES_FILES) else MOST_FORM
        sent = 0

        async def counted() -> Message:
            nonlocal sent
            message = await receive()
            sent += len(message.get("body", b""))
            if sent > most:
                await _let_go(receive, message, sent)
                raise TooLarge(most)
            return message

        await self.app(scope, counted, send)


async def _let_go(receive: Receive, message: Message, sent: int) -> None:
    """Take in the rest without keeping it, so that the browser hears the answer instead of a broken line."""
    while message.get("more_body") and sent < MOST_DRAINED:
        message = await receive()
        sent += len(message.get("body", b""))
