"""The owner of a browser wallet signs that the yen of a part that failed go back, so that the card is refunded."""

from __future__ import annotations

from flask import redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.i18n import yen
from app.security import limiter
from app.signing import completes
from app.surfaces.checkout import blueprint
from app.wiring import current_platform
from chain.ids import Address

_PURPOSE = "marketplace.card_return"


@blueprint.post("/checkouts/<int:checkout_id>/lines/<part>/return")
@limiter.limit("20 per minute")
@requires_sign_in
def give_back(checkout_id: int, part: str) -> Response:
    platform, buyer = current_platform(), current_account().address
    asked = platform.marketplace.checkout.card.return_yen.to_sign(part, buyer)
    amount = yen(int(asked.typed_data["message"]["value"]))
    asked_for = platform.wallet.request_signature(
        buyer,
        asked.typed_data,
        words=[(_("カードに戻す金額"), amount)],
        title=_("カードへの返金に署名します"),
        consequence=_("署名すると、円の残高から%(amount)sが出て、同じ額がカードに戻ります。", amount=amount),
        purpose=_PURPOSE,
        subject=asked.subject,
        return_to=url_for("checkout.show", checkout_id=checkout_id),
    )
    return redirect(f"/sign/{asked_for}", 303)


@completes(_PURPOSE)
def keep_return(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.checkout.card.return_yen.keep(subject, signature)
