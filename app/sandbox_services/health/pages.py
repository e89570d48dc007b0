"""The notebook's pages: one's days with a chart, a file to send, the hot spring's desk, and who fell silent."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.sandbox_services.common.languages import t
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visiting import current_visitor, for_visitors, signed_in_visitor
from app.sandbox_services.health.csv_file import read_csv
from app.sandbox_services.health.hot_spring import HotSpring
from app.sandbox_services.health.measures import Problem, Reading, local_day
from app.sandbox_services.health.notebook import Kept, Notebook
from app.sandbox_services.health.open_mhealth import read_open_mhealth, sample_points
from app.sandbox_services.health.reminders import SILENT_DAYS, Reminders

_LOOK_SECONDS = 60
_READERS: dict[str, Callable[[bytes, date], Reading]] = {"csv": read_csv, "json": read_open_mhealth}
_SAMPLE_DAYS = 3


def open_site(site: Site) -> Blueprint:
    notebook, spring = Notebook(site.book, site.outbox), HotSpring(site.book, site.outbox)
    reminders = Reminders(site.book)
    site.every(_LOOK_SECONDS, lambda: notebook.tell_finished(site.now()))
    blueprint = Blueprint("health", __name__, template_folder="templates")

    def page(kept: Kept | None = None, problems: list[Problem] | None = None) -> str:
        visitor = current_visitor()
        lines = notebook.lines(visitor, site.now()) if visitor else []
        return render_template(
            "health/home.html",
            lines=lines,
            tallest=max([one.steps or 0 for one in lines], default=0),
            bathers=spring.today(site.now()),
            is_reminded=reminders.waiting(visitor),
            kept=kept,
            problems=problems or [],
        )

    @blueprint.get("/")
    def home() -> str:
        return page()

    @blueprint.post("/files")
    @for_visitors
    def send_file() -> str | tuple[str, int]:
        visitor, reading = signed_in_visitor(), _reading(local_day(site.now()))
        kept = notebook.keep(visitor, reading.measures, site.now())
        if reading.measures:
            reminders.read(visitor, site.now())
        return page(kept, reading.problems), 422 if reading.problems and not reading.measures else 200

    @blueprint.post("/reminder/read")
    @for_visitors
    def read_reminder() -> AnyResponse:
        reminders.read(signed_in_visitor(), site.now())
        return redirect("/", 303)

    @blueprint.post("/baths")
    def come_to_spring() -> AnyResponse:
        shown = request.form.get("shown", "").strip()
        visitor = None if shown else current_visitor()
        spring.come(visitor or site.visitors.shown(shown), site.now())
        flash(t("ようこそ。ごゆっくりどうぞ。", "Welcome. Enjoy your bath."), "success")
        return redirect("/", 303)

    @blueprint.get("/silent")
    def show_silent() -> str:
        return render_template("health/silent.html", people=reminders.silent(site.now()), days=SILENT_DAYS)

    @blueprint.post("/silent/<int:visitor_id>/reminder")
    def leave_reminder(visitor_id: int) -> AnyResponse:
        reminders.leave(visitor_id, site.now())
        flash(
            t("ひとことを残しました。次に開いたときに出ます。", "Left a word; it shows at the next visit."), "success"
        )
        return redirect("/silent", 303)

    @blueprint.get("/samples/<kind>")
    def sample(kind: str) -> Response:
        return _sample(kind, local_day(site.now()))

    return blueprint


def _reading(today: date) -> Reading:
    """Raises: Refused."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refused("ファイルを選んでください。", "Choose a file.")
    reader = _READERS.get(file.filename.rpartition(".")[2].lower())
    if reader is None:
        raise Refused("CSVかJSONのファイルを選んでください。", "Choose a CSV or JSON file.")
    return reader(file.read(), today)


def _sample(kind: str, today: date) -> Response:
    """Raises: Refused."""
    days = [today - timedelta(days=number) for number in range(_SAMPLE_DAYS, 0, -1)]
    if kind == "csv":
        rows = "".join(f"{day},{7_000 + 311 * number},{400 + 9 * number}\r\n" for number, day in enumerate(days))
        return _attached("\ufeff日付,歩数,睡眠(分)\r\n" + rows, "text/csv", "health-sample.csv")
    if kind == "json":
        return _attached(json.dumps(sample_points(iter(days)), indent=1), "application/json", "health-sample.json")
    raise Refused("その見本はありません。", "There is no such sample.")


def _attached(text: str, mimetype: str, name: str) -> Response:
    answer = Response(text, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
