"""The shop's own statements: what was settled, when the money comes, and the papers."""

from __future__ import annotations

from flask import Response

from app.access import requires_role
from app.statements import statement_document, statement_sheet
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.errors import NotFound
from points.queries.statements import Statement, find_statement, merchant_statements
from wallet import Role


@blueprint.get("/terminal/<int:merchant_id>/statements")
@requires_role(Role.MERCHANT_STAFF, scope="merchant_id")
def show_statements(merchant_id: int) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        statements = merchant_statements(session, merchant_id)
        towns = {town.code: town for town in platform.municipalities.all(session)}
    return page("terminal/statements.html", merchant_id, statements=statements, towns=towns)


@blueprint.get("/terminal/<int:merchant_id>/statements/<int:row_id>.pdf")
@requires_role(Role.MERCHANT_STAFF, scope="merchant_id")
def print_statement(merchant_id: int, row_id: int) -> Response:
    return statement_document(_own(merchant_id, row_id))


@blueprint.get("/terminal/<int:merchant_id>/statements/<int:row_id>.csv")
@requires_role(Role.MERCHANT_STAFF, scope="merchant_id")
def download_statement(merchant_id: int, row_id: int) -> Response:
    return statement_sheet(_own(merchant_id, row_id))


def _own(merchant_id: int, row_id: int) -> Statement:
    with current_platform().db.read() as session:
        found = find_statement(session, row_id)
    if found.merchant_id != merchant_id:
        raise NotFound("settlement", row_id)
    return found
