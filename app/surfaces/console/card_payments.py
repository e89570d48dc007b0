"""Card payments for what a town sells: what was paid, what goes back, and what a cardholder disputes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from marketplace.models import CardPaymentState
from marketplace.models.checkout import CardDispute

_STATES = {
    CardPaymentState.STARTING: (_l("準備中"), "neutral"),
    CardPaymentState.WAITING: (_l("お支払い待ち"), "information"),
    CardPaymentState.PAID: (_l("支払い済み"), "success"),
    CardPaymentState.FAILED: (_l("支払われなかった"), "neutral"),
}
_DISPUTES = {
    "won": _l("異議：お店の主張が認められました"),
    "lost": _l("異議：カード会社が代金を引き戻しました"),
    "warning_closed": _l("異議：問い合わせだけで終わりました"),
}


@blueprint.get("/console/<code>/card-payments")
@for_officers
def show_card_payments(code: MunicipalityCode) -> str:
    cards = current_platform().marketplace.checkout.cards
    return page("console/card_payments.html", code, lines=cards.of_town(code))


@blueprint.app_template_filter("card_payment_state")
def card_payment_state(state: str) -> tuple[str, str]:
    words, kind = _STATES[CardPaymentState(state)]
    return str(words), kind


@blueprint.app_template_filter("dispute_words")
def dispute_words(dispute: CardDispute) -> str:
    return str(_DISPUTES.get(dispute.status, _l("異議：運営が、カード会社に返答しています")))
