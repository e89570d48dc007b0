"""Statements for shops: one by one, or those of a closing in one paper."""

from __future__ import annotations

from flask import Response

from app.downloads import document
from app.papers.statement import statements_pdf
from app.statements import statement_document, statement_sheet
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_readers
from app.wiring import current_platform
from chain.errors import NotFound
from chain.ids import MunicipalityCode
from points.queries.settlements import find_closing
from points.queries.statements import Statement, closing_statements, find_statement


@blueprint.get("/console/<code>/settlements/<int:closing_id>/statements.pdf")
@for_readers
def print_statements(code: MunicipalityCode, closing_id: int) -> Response:
    platform = current_platform()
    with platform.db.read() as session:
        closing = find_closing(session, code, closing_id)
        found = closing_statements(session, closing_id)
        towns = platform.municipalities.all(session)
    name = f"statements-{code}-{closing.through_day.isoformat()}.pdf"
    return document(name, statements_pdf(found, {town.code: town for town in towns}))


@blueprint.get("/console/<code>/statements/<int:row_id>.pdf")
@for_readers
def print_statement(code: MunicipalityCode, row_id: int) -> Response:
    return statement_document(_find(code, row_id))


@blueprint.get("/console/<code>/statements/<int:row_id>.csv")
@for_readers
def download_statement(code: MunicipalityCode, row_id: int) -> Response:
    return statement_sheet(_find(code, row_id))


def _find(code: MunicipalityCode, row_id: int) -> Statement:
    """Of a closing of this town, or of one that it pays for another."""
    with current_platform().db.read() as session:
        found = find_statement(session, row_id)
    if code not in (found.issuer, found.payer):
        raise NotFound("settlement", row_id)
    return found
