"""Settlement: close up to a day, see who is owed what, take the list to the money desk."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash, redirect, request, url_for
from flask import render_template as render
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.downloads import sheet
from app.errors import sentence
from app.i18n import day, localized, yen
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.forms import read_day
from app.surfaces.console.office import for_officers, for_readers, page, to_signature
from app.surfaces.console.words import SETTLEMENT_STATES
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import DomainError, Invalid
from chain.ids import Address, MunicipalityCode
from chain.units import Points, Yen
from points.models.fees import net_of
from points.queries.merchants import merchant_names
from points.queries.money_desk import closing_calendar, shop_terms
from points.queries.payout_accounts import unchecked_accounts
from points.queries.programs import ProgramName
from points.queries.settlements import ClosingView, claims_of_shops, find_closing, list_closings, next_from_day


@blueprint.get("/console/<code>/settlements")
@for_readers
def show_settlements(code: MunicipalityCode) -> str:
    """What would be settled through the chosen day, before anything is closed."""
    platform = current_platform()
    today = business_date(platform.clock.now())
    try:
        through_day = min(read_day(request.args.get("through", "")), today)
    except Invalid:
        through_day = today - timedelta(days=1)
    with platform.db.read() as session:
        calendar = closing_calendar(session, code, today)
        if not request.args.get("through") and calendar.due:
            through_day = calendar.due
        claims, coupons = claims_of_shops(session, code, through_day)
        terms = shop_terms(session, code, [claim.merchant_id for claim in claims])
        unchecked = unchecked_accounts(session, code)
        shops = [claim.merchant_id for claim in claims] + [one.merchant_id for one in unchecked]
        names = merchant_names(session, shops)
        closings = list_closings(session, code)
        from_day = next_from_day(session, code)
    return page(
        "console/settlements.html",
        code,
        claims=claims,
        names=names,
        unchecked=unchecked,
        coupons=coupons,
        nets={claim.merchant_id: net_of(claim.amount, terms[claim.merchant_id].rate_basis_points) for claim in claims},
        terms=terms,
        total=sum((claim.amount for claim in claims if not terms[claim.merchant_id].held_reason), Points(0)),
        coupon_total=sum((one.amount for shop, one in coupons.items() if not terms[shop].held_reason), Yen(0)),
        calendar=calendar,
        closings=closings,
        from_day=from_day,
        through_day=through_day,
        today=today,
    )


@blueprint.post("/console/<code>/settlements")
@for_officers
def close_settlement(code: MunicipalityCode) -> AnyResponse:
    services = current_platform().points
    try:
        through_day = read_day(request.form.get("through", ""))
        closing_id = services.close_settlement.close(code, current_account().address, through_day)
    except DomainError as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.show_settlements", code=code, through=request.form.get("through", "")), 303)
    return redirect(url_for("console.show_closing", code=code, closing_id=closing_id), 303)


@blueprint.post("/console/<code>/settlements/<int:closing_id>/signatures")
@for_officers
def sign_closing(code: MunicipalityCode, closing_id: int) -> AnyResponse:
    """What is not signed yet: all at once by a managed wallet, else the next shop's on the signing page."""
    platform, officer = current_platform(), current_account().address
    closing = _find(code, closing_id)
    address = url_for("console.show_closing", code=code, closing_id=closing_id)
    if platform.wallet.is_managed(officer):
        platform.points.close_settlement.sign_open(closing_id, officer)
        return redirect(address, 303)
    platform.points.close_settlement.confirm_on_paper(closing_id, officer)
    asked = platform.points.close_settlement.prepare_next(closing_id)
    if asked is None:
        return redirect(address, 303)
    one = next(one for one in closing.settlements if one.row_id == int(asked.subject))
    return to_signature(
        asked.typed_data,
        title=_("お店の精算に署名します"),
        words=[
            (_("加盟店"), localized(one.merchant, "name")),
            (_("金額"), yen(one.amount)),
            (_("期間"), _("%(first)s から %(last)s まで", first=day(closing.from_day), last=day(closing.through_day))),
        ],
        consequence=_("お店の手元のポイントは消えて、支払いの記録に変わります。元には戻せません。"),
        purpose="points.settlement",
        subject=asked.subject,
        return_to=address,
    )


@completes("points.settlement")
def settle(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().points.close_settlement.complete(subject, signature, signer)


@blueprint.get("/console/<code>/settlements/<int:closing_id>")
@for_readers
def show_closing(code: MunicipalityCode, closing_id: int) -> str:
    closing = _find(code, closing_id)
    if request.headers.get("HX-Request"):
        return render("console/_closing.html", code=str(code), closing=closing)
    return page("console/closing.html", code, closing=closing)


@blueprint.get("/console/<code>/settlements/<int:closing_id>.csv")
@for_readers
def download_closing(code: MunicipalityCode, closing_id: int) -> Response:
    """One line a merchant and program, and the settlement id that stands on the chain. A fee is of the whole
    settlement and stands in its first line, so that columns sum up; coupons come last, a line each."""
    closing = _find(code, closing_id)
    rows: list[tuple[object, ...]] = [
        (
            one.merchant_id,
            localized(one.merchant, "name"),
            localized(program, "name"),
            int(amount),
            int(one.fee) if first else 0,
            int(amount) - int(one.fee) if first else int(amount),
            str(SETTLEMENT_STATES[one.state][0]),
            one.settlement_id.hex(),
        )
        for one in closing.settlements
        for first, (program, amount) in _marked(one.by_program)
    ]
    rows += [
        (
            one.merchant_id, localized(one.merchant, "name"), f"{_('クーポン')} {localized(line, 'title')}",
            line.discount, 0, line.discount, str(SETTLEMENT_STATES[one.state][0]), one.settlement_id.hex(),
        )
        for one in closing.settlements
        for line in one.by_coupon
    ]  # fmt: skip
    heading = (
        _("加盟店番号"),
        _("加盟店"),
        _("事業"),
        _("金額（円）"),
        _("手数料"),
        _("差引支払額"),
        _("状態"),
        _("精算番号"),
    )
    return sheet(f"settlement-{code}-{closing.through_day.isoformat()}.csv", heading, rows)


def _marked(lines: list[tuple[ProgramName, Points]]) -> list[tuple[bool, tuple[ProgramName, Points]]]:
    """Each with whether it is the first."""
    return [(index == 0, line) for index, line in enumerate(lines)]


def _find(code: MunicipalityCode, closing_id: int) -> ClosingView:
    with current_platform().db.read() as session:
        return find_closing(session, code, closing_id)
