"""Pages that every service has: sign-in, what somebody did here and was thanked for, and what went to and came from
Musubi, without names."""

from __future__ import annotations

import json

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.sandbox_services.common.languages import t
from app.sandbox_services.common.paths import own_path
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import current_site
from app.sandbox_services.common.visiting import for_visitors, sign_in, sign_out, signed_in_visitor

_MOST = 100

blueprint = Blueprint("common", __name__)


@blueprint.get("/sign-in")
def show_sign_in() -> str:
    return render_template("services/sign_in.html", next=own_path(request.args.get("next", "")), typed="", error="")


@blueprint.post("/sign-in")
def sign_in_shown() -> Response | tuple[str, int]:
    target, typed = own_path(request.form.get("next", "")), request.form.get("shown", "")
    try:
        visitor = current_site().visitors.shown(typed)
    except Refused as error:
        page = render_template("services/sign_in.html", next=target, typed=typed, error=t(*error.words))
        return page, 422
    sign_in(visitor)
    return redirect(target, 303)


@blueprint.post("/sign-out")
def leave_session() -> Response:
    sign_out()
    flash(t("サインアウトしました。", "Signed out."), "success")
    return redirect("/", 303)


@blueprint.get("/history")
@for_visitors
def show_history() -> str:
    mine = "select * from sent where visitor = ? order by at desc, rowid desc limit ?"
    events = current_site().book.all(mine, signed_in_visitor().id, _MOST)
    points = sum(row["points"] or 0 for row in events)
    return render_template("services/history.html", events=events, points=points, details=json.loads)


@blueprint.get("/log")
def show_log() -> str:
    book = current_site().book
    return render_template(
        "services/log.html",
        sent=book.all("select * from sent order by at desc, rowid desc limit ?", _MOST),
        received=book.all("select * from received order by at desc, rowid desc limit ?", _MOST),
        said=_said,
    )


def _said(body: str) -> str:
    """An event's or a message's own words, as people can read them."""
    found = json.loads(body)
    return json.dumps(found.get("data", found), ensure_ascii=False, indent=2)
