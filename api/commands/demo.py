"""The demonstration, as `make demo` runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.printing.console import answers
from api.progress import narrated

DATABASE = Path("demo.db")
FOLDER = Path("demo-authority")


def demo(
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the pages after the printing.")] = True,
) -> None:
    """Show the whole job on an invented authority the size of York; it always makes its own demo.db anew."""
    from api.commands.serve import serve_record
    from api.demonstration import demonstrate, fresh_database, open_accounts, print_sign_ins
    from api.settings import Settings

    path = DATABASE.absolute()
    engine = fresh_database(path)
    try:
        with narrated("Demonstration") as progress:
            demonstrate(answers(), engine, FOLDER.absolute(), progress)
        print_sign_ins(answers(), open_accounts(engine))
        if serve:
            serve_record(Settings(database=f"sqlite:///{path}"), engine)
    finally:
        engine.dispose()
