"""The peer of `bench_pages`: FastAPI and Jinja with nothing behind them, a page of a given size, served by uvicorn.

Run by `bench_pages` as `python -m benchmarks.pages_peer BYTES --port PORT`.
"""

from __future__ import annotations

import sys

import jinja2
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

ROW = '<tr class="govuk-table__row"><th scope="row">{{ one.name }}</th><td>{{ one.number }}</td></tr>'
PAGE = (
    "<!DOCTYPE html><html lang=en-GB><title>{{ title }}</title><main><h1>{{ title }}</h1><table>"
    f"{{% for one in rows %}}{ROW}{{% endfor %}}</table></main></html>"
)


def application(size: int) -> FastAPI:
    """One page of about so many bytes at every address."""
    template = jinja2.Environment(autoescape=True).from_string(PAGE)
    rows = [{"name": f"Home {number}", "number": number} for number in range(size // (len(ROW) - 20))]
    app = FastAPI(openapi_url=None)

    @app.get("/{path:path}")
    def page(path: str) -> HTMLResponse:
        return HTMLResponse(template.render(title=path or "Peer", rows=rows))

    return app


if __name__ == "__main__":
    uvicorn.run(application(int(sys.argv[1])), port=int(sys.argv[3]), log_level="warning", access_log=False)
