"""An offer goes to review, is talked about, and is decided."""

from __future__ import annotations

from flask import abort, flash, redirect, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import current_account
from app.errors import sentence
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from chain.errors import Conflict, Invalid
from marketplace.models.selling import OfferAct

_DONE = {
    OfferAct.SUBMIT: _l("審査に出しました。担当者の返事をお待ちください。"),
    OfferAct.TAKE_BACK: _l("取り下げました。"),
    OfferAct.RETURN: _l("直してほしいところを伝えました。"),
    OfferAct.APPROVE: _l("承認しました。つぎは、作品をチェーンに登録する署名です。"),
    OfferAct.REFUSE: _l("お断りしました。理由は出品した人に見えます。"),
    OfferAct.COMMENT: _l("コメントを送りました。"),
}
_DECISIONS = {"return": OfferAct.RETURN, "approve": OfferAct.APPROVE, "refuse": OfferAct.REFUSE}


@desk_route("/offers/<int:offer_id>/submission", "POST")
def submit_offer(desk: Desk, offer_id: int) -> Answer:
    return _act(desk, offer_id, OfferAct.SUBMIT)


@desk_route("/offers/<int:offer_id>/taking-back", "POST")
def take_back_offer(desk: Desk, offer_id: int) -> Answer:
    return _act(desk, offer_id, OfferAct.TAKE_BACK)


@desk_route("/offers/<int:offer_id>/comments", "POST")
def comment_on_offer(desk: Desk, offer_id: int) -> Answer:
    return _act(desk, offer_id, OfferAct.COMMENT)


@desk_route("/offers/<int:offer_id>/decision", "POST", is_curators=True)
def decide_offer(desk: Desk, offer_id: int) -> Answer:
    """`decision`: return, approve or refuse. `revision`: what the curator has looked at."""
    act = _DECISIONS.get(request.form.get("decision", ""))
    if act is None:
        abort(400)
    return _act(desk, offer_id, act, request.form.get("revision", 0, int))


def _act(desk: Desk, offer_id: int, act: OfferAct, revision: int | None = None) -> Answer:
    payees = [payee.key for payee in desk.payees()] if act is OfferAct.SUBMIT else []
    by, said = current_account().address, request.form.get("words", "")
    try:
        selling().review.act(desk.seller, by, offer_id, act, said, payees=payees, revision=revision)
    except (Conflict, Invalid) as error:
        flash(_refused(error), "error")
        return redirect(desk.address("show_offer", offer_id=offer_id, said=said or None, _anchor="answer"), 303)
    flash(str(_DONE[act]), "success")
    return redirect(desk.address("show_offer", offer_id=offer_id), 303)


def _refused(error: Conflict | Invalid) -> str:
    is_unsaid = isinstance(error, Invalid) and (error.field, error.reason) == ("words", "empty")
    return _("理由やコメントを書いてください。") if is_unsaid else sentence(error)
