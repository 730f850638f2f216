"""Serving the pages and the JSON to browsers and programs."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import Annotated

import sqlalchemy as sa
import typer

from api.commands.desk import Database, Json, deliver, record, settings_for
from api.house import House
from api.printing.console import messages
from api.settings import Settings
from placements.errors import HomewardError


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen at. Default: HOMEWARD_HOST, or this machine.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen at. Default: HOMEWARD_PORT, or 8000.")] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Serve the pages until Ctrl-C."""
    settings = settings_for(database)
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = settings.model_copy(update=given)
    with record(database) as engine:
        deliver({"pages": address_of(settings)}, as_json, lambda: None)
        serve_record(settings, engine)


def serve_record(settings: Settings, engine: sa.Engine) -> None:
    """Serve one record. The server writes no line for a request: addresses may name a child's referral."""
    import uvicorn

    from api.app import create_app

    app = create_app(settings, engine)
    Thread(target=_warm, args=[app.state.house], daemon=True).start()
    messages().print(f"Pages: {address_of(settings)}  (Ctrl-C ends)", markup=False)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False, server_header=False)


def _warm(house: House) -> None:
    """Work out beforehand what the pages show; a fault is noted and comes up again when somebody asks."""
    from api.board.keeping import picture_now
    from api.faults import note_fault
    from api.figures import warm

    try:
        warm(house)
        with suppress(HomewardError):
            picture_now(house)
    except Exception as error:  # noqa: BLE001 - a thread has nobody above it to tell
        note_fault(error, "working out the pages' figures")


def address_of(settings: Settings) -> str:
    """Where a browser finds the pages."""
    return f"{'https' if settings.https else 'http'}://{settings.host}:{settings.port}"
