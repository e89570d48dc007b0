"""The list of draws, the page of one, and the document with which anybody repeats it."""

from __future__ import annotations

import secrets

from flask import Response, jsonify, render_template

from app.access import signed_in_account
from app.surfaces.draws import blueprint
from app.wiring import current_platform
from points.models.lottery import person_label
from points.queries.draws import draw_document, find_draw, own_entries, public_draws, wins_of


@blueprint.get("/draws")
def show_draws() -> str:
    platform = current_platform()
    with platform.db.read() as session:
        draws = public_draws(session, platform.clock.now())
        towns = platform.municipalities.by_code(session, {view.draw.municipality for view in draws})
        return render_template("draws/draws.html", draws=draws, towns=towns)


@blueprint.get("/draws/<int:draw_id>")
def show_draw(draw_id: int) -> str:
    return draw_page(draw_id)


@blueprint.get("/draws/<int:draw_id>/draw.json")
def download_document(draw_id: int) -> Response:
    platform = current_platform()
    with platform.db.read() as session:
        document = draw_document(session, find_draw(session, draw_id, platform.clock.now()))
    response = jsonify(document)
    response.headers["Content-Disposition"] = f'attachment; filename="draw-{draw_id}.json"'
    return response


def draw_page(draw_id: int, *, tickets: str = "1", error: str = "") -> str:
    platform, account = current_platform(), signed_in_account()
    now = platform.clock.now()
    with platform.db.read() as session:
        view = find_draw(session, draw_id, now)
        draw = view.draw
        own = own_entries(session, draw, account.address, now) if account else None
        spendable = platform.points.enter_draw.spendable(session, draw, account.address) if account else None
        towns = platform.municipalities.by_code(session, {draw.municipality})
        wins = [(win, person_label(draw.draw_key, win.entry.holder)) for win in wins_of(session, draw_id)]
        return render_template(
            "draws/draw.html",
            view=view,
            draw=draw,
            own=own,
            spendable=spendable,
            town=towns.get(draw.municipality),
            wins=wins,
            me=account.address if account else None,
            tickets=tickets,
            error=error,
            request_key=secrets.token_hex(16),
        )
