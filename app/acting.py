"""Acting for a ward (家族として操作): what a guardian may do in somebody else's name. Everything else is refused here,
before any view runs; what is done is recorded with both names.

A page or act that is new is not allowed until it stands here.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, after_this_request, g, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from app.access import acting
from app.audit import watch
from app.wiring import current_platform
from chain import acting as acting_now
from chain import refusing
from wallet.errors import NotWhileActing

_READING = ("GET", "HEAD", "OPTIONS")
_FAILED = 400
_ROLE = "guardian"

# What may be done, and how both read it afterwards.
ACTS: dict[str, Any] = {
    "pay.pay_shop": _l("お店への支払い"),
    "pay.pay_request": _l("お店への支払い"),
    "points.show_code": _l("支払い用コードを出した"),
    "points.sign_payment": _l("支払いへの署名"),
    "checkout.put_line": _l("カートに入れた"),
    "checkout.change_line": _l("カートの変更"),
    "checkout.put_charge": _l("チャージを選んだ"),
    "checkout.start": _l("お会計を始めた"),
    "checkout.cancel": _l("お会計の取り消し"),
    "checkout.give_back": _l("買ったものの返品"),
    "checkout.pay": _l("お会計の支払い"),
    "marketplace.create_order": _l("作品の購入"),
    "marketplace.create_points_order": _l("ポイントでの購入"),
    "marketplace.sign_order": _l("購入への署名"),
    "tickets.create_booking": _l("チケットの予約"),
    "tickets.sign_booking": _l("予約への署名"),
    "tickets.write_guests": _l("宿泊者名簿の記入"),
    "tickets.sign_admission": _l("チケットの使用"),
    "tickets.join_waiting": _l("キャンセル待ち"),
    "tickets.leave_waiting": _l("キャンセル待ちの取りやめ"),
    "draws.enter_draw": _l("抽選への応募"),
    "lotteries.enter_lottery": _l("抽選販売への申し込み"),
    "lotteries.withdraw_entry": _l("抽選販売の申し込みの取りやめ"),
    "deliveries.write_address": _l("お届け先の記入"),
    "deliveries.confirm_arrival": _l("お届けの確認"),
    "gifts.open_code": _l("贈り物を開いた"),
    "gifts.take": _l("贈り物の受け取り"),
    "holding.sign_use": _l("権利の使用"),
    "member_cards.ask_for_card": _l("会員カードの申し込み"),
    "events.reply_to_event": _l("イベントへの申し込み"),
    "events.withdraw_reply": _l("イベントの申し込みの取りやめ"),
    "account.sign_request": _l("署名"),
}
# Posted forms that change nothing of the ward's.
_UNRECORDED = {"points.show_card", "account.sign_out", "family.stop_acting", "addresses.show_fields"}
# What a signature on /sign/<id> may be for.
PURPOSES = {
    "points.payment", "marketplace.order", "marketplace.points_order", "marketplace.checkout", "marketplace.booking",
    "marketplace.points_booking", "marketplace.ticket_admission", "marketplace.right_use", "marketplace.delivery",
}  # fmt: skip
# Pages that may be looked at: everybody's, and the ward's own on what may be done.
_PAGES = {
    "health", "catalogue", "marketplace", "checkout", "points", "pay", "draws", "lotteries", "gifts", "tickets",
    "projects", "auctions", "community_tokens", "deliveries", "treasury", "family",
}  # fmt: skip
PAGES = {
    "static", "account.sign_in", "account.show_request", "notices.show_notices", "receipts.show_own", "receipts.show",
    "invoices.list_receipts", "invoices.show_receipt", "invoices.download_receipt", "shops.show_shops",
    "shops.show_shop", "member_cards.list_cards", "member_cards.show_card", "events.list_events", "events.show_event",
    "events.show_month", "events.send_picture", "events.show_photo", "events.send_photo", "events.subscribe",
    "dao.list_communities", "dao.show_community", "dao.show_calendar", "dao.show_proposal", "ideas.list_ideas",
    "ideas.show_idea", "ideas.show_picture", "ideas.download_pdf", "ideas.find_comment", "ideas.lead_to_comment",
    "ideas.show_thread", "news.list_news", "news.show_news", "polls.show_poll", "polls.show_option",
    "polls.audit_poll", "polls.download_bundle", "product_projects.list_products", "product_projects.show_product",
    "product_projects.send_picture", "product_projects.send_kept", "members.show_conduct", "members.show_people",
    "surveys.show_survey", "surveys.show_results", "api.show_docs", "api.show_document",
    "openid.ask",  # says itself that nobody signs in as the ward
}  # fmt: skip


def register(flask: Flask) -> None:
    flask.before_request(_stand_between)
    flask.teardown_request(_forget)
    flask.jinja_env.globals["acting"] = acting


def check_may_sign(purpose: str) -> None:
    """Raises: NotWhileActing."""
    acts = acting()
    if acts is not None and purpose not in PURPOSES:
        raise NotWhileActing(f"sign {purpose}", acts.guardian.address)


def may_look(endpoint: str) -> bool:
    return endpoint in PAGES or endpoint.partition(".")[0] in _PAGES


def _stand_between() -> AnyResponse | None:
    endpoint = request.endpoint or ""
    if endpoint in ("", "static") or request.blueprint == "health":
        return None
    acts = acting()
    if acts is None:
        return None
    is_reading = request.method in _READING
    allowed = may_look(endpoint) if is_reading else endpoint in ACTS or endpoint in _UNRECORDED
    if endpoint == "account.show_account" and is_reading:  # links to one's own page lead to the ward's number
        return redirect(url_for("family.show"))
    if not allowed:
        raise NotWhileActing(endpoint, acts.guardian.address)
    g.acting_token = acting_now.begin(acts.guardian.address)
    if endpoint in _UNRECORDED or (is_reading and endpoint not in ACTS):
        return None
    _record(acts.bond_id, endpoint)
    return None


def _record(bond_id: int, endpoint: str) -> None:
    platform, acts = current_platform(), acting()
    assert acts is not None
    watch(acts.guardian.address, _ROLE, f"family-{bond_id}")

    @after_this_request
    def note(response: AnyResponse) -> AnyResponse:
        is_refresh = request.method in _READING and bool(request.headers.get("HX-Request"))
        if response.status_code < _FAILED and not is_refresh and refusing.present() is None:
            platform.wallet.families.act_as.note(bond_id, endpoint)
        return response


def _forget(error: BaseException | None) -> None:
    token = g.pop("acting_token", None)
    if token is not None:
        acting_now.finish(token)
