"""Style sheet, scripts and icon: the only files a browser may fetch."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.assets_list import TYPES, contents_of, version_of

FOR_A_YEAR = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "public, no-cache"


def asset(request: Request, name: str, v: str = "") -> Response:
    """One file of the closed list; under the address that carries its digest it may be kept for a year."""
    contents, version = contents_of(name), version_of(name)
    headers = {"Cache-Control": FOR_A_YEAR if v == version else ASK_EACH_TIME, "ETag": f'"{version}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(contents, media_type=TYPES[name], headers=headers)
