"""Serving the pages and the JSON to browsers and programs."""

from __future__ import annotations

from typing import Annotated

import sqlalchemy as sa
import typer

from api.commands.desk import Database, record, settings_for
from api.printing.console import messages
from api.settings import Settings


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen at. Default: HOMEWARD_HOST, or this machine.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen at. Default: HOMEWARD_PORT, or 8000.")] = None,
    database: Database = None,
) -> None:
    """Serve the pages until Ctrl-C."""
    settings = settings_for(database)
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    with record(database) as engine:
        serve_record(settings.model_copy(update=given), engine)


def serve_record(settings: Settings, engine: sa.Engine) -> None:
    """Serve one record. The server writes no line for a request: addresses may name a child's referral."""
    import uvicorn

    from api.app import create_app

    app = create_app(settings, engine)
    messages().print(f"Pages: http://{settings.host}:{settings.port}  (Ctrl-C ends)", markup=False)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False, server_header=False)
