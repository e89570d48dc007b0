"""The interface described: for programs as an OpenAPI 3.1 document, for people as a page."""

from __future__ import annotations

from flask import Response, jsonify, render_template

from app.surfaces.api import blueprint
from app.surfaces.api.events import CLIENT_HEADER, LARGEST_BYTES
from app.surfaces.api.openapi import document
from app.surfaces.api.quota import A_MINUTE
from app.surfaces.bridges.sentences import REFUSALS
from app.wiring import current_platform
from points.bridges.catalogue import EVENT_TYPES
from points.bridges.sandbox import TEST_SUBJECTS


@blueprint.get("/openapi.json")
def show_document() -> Response:
    response = jsonify(document(current_platform().settings.public_url))
    response.headers["Access-Control-Allow-Origin"] = "*"  # viewers on other sites may read it; there is nothing secret
    return response


@blueprint.get("/docs")
def show_docs() -> str:
    return render_template(
        "api/docs.html",
        home=current_platform().settings.public_url.rstrip("/"),
        client_header=CLIENT_HEADER,
        largest=LARGEST_BYTES >> 10,
        a_minute=A_MINUTE,
        types=EVENT_TYPES,
        subjects=TEST_SUBJECTS,
        refusals=REFUSALS,
    )
