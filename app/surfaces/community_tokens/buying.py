"""From a community token to holding it: a look before the signature, the signature, and how it stands."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import localized, place, yen
from app.security import limiter
from app.signing import completes
from app.surfaces.community_tokens import blueprint
from app.surfaces.community_tokens.browsing import offering_page
from app.surfaces.community_tokens.sentences import purchase_failure
from app.surfaces.community_tokens.words import units
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import Address
from chain.units import Quantity
from marketplace.errors import YenShort
from marketplace.models import OrderState
from marketplace.signing import ToSign

Page = str | tuple[str, int] | Response


@blueprint.post("/community-tokens/<int:number>/purchases")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def create_purchase(number: int) -> Page:
    """Raises: OfferingUnknown."""
    typed = request.form.get("quantity", "")
    services = current_platform().marketplace.community_tokens
    try:
        asked = services.buy.prepare(number, current_account().address, int(Quantity.parse(typed)))
    except YenShort as short:
        missing = yen(int(short.needed) - int(short.available))
        words = _("残高があと%(missing)s足りません。試験用の円を受け取ってから、お試しください。", missing=missing)
        return offering_page(number, typed, error=words), 409
    except DomainError as error:
        if status_of(error) == 404:
            raise
        return offering_page(number, typed, error=sentence(error)), status_of(error)
    return _to_signature(asked)


@completes("marketplace.token_purchase")
def pay_purchase(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.community_tokens.buy.complete(subject, signature)


@blueprint.get("/token-purchases/<int:purchase_id>")
@requires_sign_in
def show_purchase(purchase_id: int) -> str:
    """The whole page, or for HTMX the part that changes. Raises: TokenPurchaseUnknown."""
    pages = current_platform().marketplace.community_tokens.pages
    view, found = pages.purchase(purchase_id, current_account().address)
    is_fragment = request.headers.get("HX-Request") == "true"
    is_done = found.bought is not None or found.state is OrderState.PENDING
    return render_template(
        f"community_tokens/{'_purchase' if is_fragment else 'purchase'}.html",
        view=view,
        offering=view.offering,
        found=found,
        purchase=found.purchase,
        step=3 if is_done else 2,
        failure=purchase_failure(found.purchase.error_name) if found.state is OrderState.FAILED else "",
    )


def _to_signature(asked: ToSign) -> Response:
    platform, me = current_platform(), current_account().address
    view, found = platform.marketplace.community_tokens.pages.purchase(int(asked.subject), me)
    offering, purchase = view.offering, found.purchase
    request_id = platform.wallet.request_signature(
        me,
        asked.typed_data,
        words=[
            (_("コミュニティトークン"), localized(offering, "name")),
            (_("まち"), place(offering.town)),
            (_("数"), units(purchase.quantity)),
            (_("お支払い"), yen(int(purchase.total))),
        ],
        title=_("コミュニティトークンの購入に署名します"),
        consequence=_(
            "署名すると%(amount)sを支払います。払い戻しや、ほかの人への譲渡はできません。",
            amount=yen(int(purchase.total)),
        ),
        purpose="marketplace.token_purchase",
        subject=asked.subject,
        return_to=url_for("community_tokens.show_purchase", purchase_id=purchase.id),
    )
    return redirect(f"/sign/{request_id}", 303)
