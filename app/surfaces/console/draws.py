"""Prize draws of a municipality: write, publish, call off, hand prizes over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.downloads import sheet
from app.errors import sentence
from app.i18n import localized, moment
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, local_moment, read_moment, read_number
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.clock import JST
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from chain.units import Points
from points.models import Draw
from points.queries.draws import draws_of, load_draw, view_draw, wins_of
from points.queries.merchants import list_merchants
from points.services.draws.write_draw import DrawTerms, PrizeTerms

FIELDS = (
    "title_ja", "title_en", "description_ja", "description_en", "merchant_id", "price", "tickets_each", "opens_at",
    "closes_at", "prizes",
)  # fmt: skip
_ROWS_AT_FIRST, _MOST_ROWS = 3, 20


@blueprint.get("/console/<code>/draws")
@for_officers
def show_draws(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        return page("console/draws.html", code, draws=draws_of(session, code, platform.clock.now()))


@blueprint.get("/console/<code>/draws/new")
@for_officers
def new_draw(code: MunicipalityCode) -> str:
    now = current_platform().clock.now().astimezone(JST).replace(minute=0)
    start, end = now + timedelta(hours=1), now + timedelta(days=14)
    given = {"tickets_each": "1", "opens_at": local_moment(start), "closes_at": local_moment(end)}
    return _form(code, Typed.of(FIELDS, given), _Rows.blank())


@blueprint.post("/console/<code>/draws")
@for_officers
def create_draw(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    return _save(code, None)


@blueprint.get("/console/<code>/draws/<int:draw_id>/edit")
@for_officers
def edit_draw(code: MunicipalityCode, draw_id: int) -> str:
    with current_platform().db.read() as session:
        draw = load_draw(session, code, draw_id)
        return _form(code, _typed_of(draw), _Rows.of(draw), draw_id)


@blueprint.post("/console/<code>/draws/<int:draw_id>")
@for_officers
def change_draw(code: MunicipalityCode, draw_id: int) -> AnyResponse | tuple[str, int]:
    return _save(code, draw_id)


@blueprint.get("/console/<code>/draws/<int:draw_id>")
@for_officers
def show_draw(code: MunicipalityCode, draw_id: int) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        view = view_draw(session, load_draw(session, code, draw_id), platform.clock.now())
        wins = wins_of(session, draw_id)
        names = platform.points.directory.names({win.entry.holder for win in wins})
        return page("console/draw.html", code, view=view, draw=view.draw, wins=wins, names=names)


@blueprint.post("/console/<code>/draws/<int:draw_id>/publication")
@for_officers
def publish_draw(code: MunicipalityCode, draw_id: int) -> AnyResponse:
    return _act(code, draw_id, lambda: current_platform().points.write_draw.publish(code, draw_id))


@blueprint.post("/console/<code>/draws/<int:draw_id>/removal")
@for_officers
def discard_draw(code: MunicipalityCode, draw_id: int) -> AnyResponse:
    current_platform().points.write_draw.discard(code, draw_id)
    flash(_("下書きを取り消しました。"), "success")
    return redirect(url_for("console.show_draws", code=code), 303)


@blueprint.post("/console/<code>/draws/<int:draw_id>/cancellation")
@for_officers
def cancel_draw(code: MunicipalityCode, draw_id: int) -> AnyResponse:
    officer, reason = current_account().address, request.form.get("reason", "")
    return _act(code, draw_id, lambda: current_platform().points.cancel_draw.cancel(code, draw_id, officer, reason))


@blueprint.post("/console/<code>/draws/<int:draw_id>/wins/<int:place>/handover")
@for_officers
def hand_prize_over(code: MunicipalityCode, draw_id: int, place: int) -> AnyResponse:
    officer = current_account().address
    return _act(code, draw_id, lambda: current_platform().points.draw_winners.hand_over(code, draw_id, place, officer))


@blueprint.get("/console/<code>/draws/<int:draw_id>/winners.csv")
@for_officers
def download_winners(code: MunicipalityCode, draw_id: int) -> Response:
    platform = current_platform()
    with platform.db.read() as session:
        load_draw(session, code, draw_id)
        wins = wins_of(session, draw_id)
        names = platform.points.directory.names({win.entry.holder for win in wins})
        rows = [
            (win.place + 1, localized(win.prize, "name"), names.get(win.entry.holder, ""), win.entry.holder,
             moment(win.handed_over_at) if win.handed_over_at else "")
            for win in wins
        ]  # fmt: skip
    heading = (_("順番"), _("賞品"), _("名前"), _("アカウント"), _("渡した日時"))
    return sheet(f"winners-{draw_id}.csv", heading, rows)


class _Rows(list[tuple[str, str, str]]):
    """Prizes as typed: name, English name, count."""

    @classmethod
    def blank(cls) -> _Rows:
        return cls([("", "", "1")] * _ROWS_AT_FIRST)

    @classmethod
    def of(cls, draw: Draw) -> _Rows:
        return cls([(prize.name_ja, prize.name_en, str(prize.count)) for prize in draw.prizes])

    @classmethod
    def typed(cls) -> _Rows:
        form = request.form
        columns = (form.getlist(name)[:_MOST_ROWS] for name in ("prize_ja", "prize_en", "prize_count"))
        return cls(list(zip(*columns, strict=False)))

    def read(self) -> tuple[PrizeTerms, ...]:
        """Rows without a name are left out. Raises: Invalid (prizes)."""
        try:
            return tuple(PrizeTerms(ja, en, int(Points.parse(count))) for ja, en, count in self if ja.strip() or en)
        except Invalid as error:
            raise Invalid("prizes", error.reason) from error


def _save(code: MunicipalityCode, draw_id: int | None) -> AnyResponse | tuple[str, int]:
    typed, rows = Typed.of(FIELDS, request.form), _Rows.typed()
    if request.form.get("more"):
        rows += [("", "", "1")] * min(_ROWS_AT_FIRST, _MOST_ROWS - len(rows))
        return _form(code, typed, rows, draw_id), 200
    terms = _terms(typed, rows)
    if terms is not None:
        try:
            return redirect(url_for("console.show_draw", code=code, draw_id=_write(code, draw_id, terms)), 303)
        except Invalid as error:
            typed.refuse(error)
    return _form(code, typed, rows, draw_id), 422


def _write(code: MunicipalityCode, draw_id: int | None, terms: DrawTerms) -> int:
    service = current_platform().points.write_draw
    if draw_id is None:
        return service.draft(code, current_account().address, terms)
    service.change(code, draw_id, terms)
    return draw_id


def _terms(typed: Typed, rows: _Rows) -> DrawTerms | None:
    merchant_id = typed.read("merchant_id", read_number)
    price, tickets_each = typed.read("price", Points.parse), typed.read("tickets_each", Points.parse)
    opens_at, closes_at = typed.read("opens_at", read_moment), typed.read("closes_at", read_moment)
    prizes = typed.read("prizes", lambda _: rows.read())
    if merchant_id is None or price is None or tickets_each is None or opens_at is None or closes_at is None:
        return None
    if prizes is None:
        return None
    return DrawTerms(
        title_ja=typed.values["title_ja"],
        title_en=typed.values["title_en"],
        description_ja=typed.values["description_ja"],
        description_en=typed.values["description_en"],
        merchant_id=merchant_id,
        price=price,
        tickets_each=int(tickets_each),
        opens_at=opens_at,
        closes_at=closes_at,
        prizes=prizes,
    )


def _form(code: MunicipalityCode, typed: Typed, rows: _Rows, draw_id: int | None = None) -> str:
    with current_platform().db.read() as session:
        shops = [(shop.id, localized(shop, "name")) for shop in list_merchants(session, code) if shop.state == "open"]
    may_grow = len(rows) < _MOST_ROWS
    return page("console/draw_form.html", code, typed=typed, rows=rows, shops=shops, draw_id=draw_id, may_grow=may_grow)


def _typed_of(draw: Draw) -> Typed:
    given = {name: str(getattr(draw, name)) for name in FIELDS if name != "prizes"}
    given |= {
        "price": str(int(draw.price)),
        "opens_at": local_moment(draw.opens_at),
        "closes_at": local_moment(draw.closes_at),
    }
    return Typed.of(FIELDS, given)


def _act(code: MunicipalityCode, draw_id: int, act: Callable[[], None]) -> AnyResponse:
    try:
        act()
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
    return redirect(url_for("console.show_draw", code=code, draw_id=draw_id), 303)
