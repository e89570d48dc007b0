"""From the cart to everything paid: stock held, one way to pay, a signature for each part, and the progress."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import yen
from app.security import limiter
from app.signing import completes
from app.surfaces.checkout import blueprint
from app.surfaces.checkout.carts import cart_page, wishes
from app.surfaces.checkout.sentences import charge_failure
from app.surfaces.checkout.words import part_words
from app.surfaces.marketplace.words import order_failure
from app.surfaces.tickets.sentences import ticket_failure
from app.surfaces.tickets.words import slot_words
from app.wiring import current_platform
from chain.errors import DomainError, Invalid
from chain.ids import Address
from marketplace.errors import LineRefused
from marketplace.models import CheckoutState, OrderState, PayBy
from marketplace.queries.checkout.pages import CheckoutView
from marketplace.services.gifts.wrap_gift import GiftWords
from marketplace.signing import ToSign

Page = str | tuple[str, int] | Response
_PURPOSE = "marketplace.checkout"


@blueprint.post("/checkouts")
@limiter.limit("20 per minute")
@requires_sign_in
def start() -> Page:
    """Hold what is in the cart for ten minutes."""
    checkout = current_platform().marketplace.checkout
    try:
        checkout_id = checkout.start.start(current_account().address, wishes())
    except LineRefused as refusal:
        return cart_page(error=sentence(refusal.why), refused=refusal.item), status_of(refusal.why)
    except DomainError as refusal:
        return cart_page(error=sentence(refusal)), status_of(refusal)
    return redirect(url_for("checkout.show", checkout_id=checkout_id), 303)


@blueprint.get("/checkouts/<int:checkout_id>")
@requires_sign_in
def show(checkout_id: int) -> str:
    """The whole page, or for HTMX the part that changes."""
    is_fragment = request.headers.get("HX-Request") == "true"
    return checkout_page(checkout_id, is_fragment=is_fragment)


@blueprint.post("/checkouts/<int:checkout_id>/payment")
@limiter.limit("30 per minute")
@requires_sign_in
def pay(checkout_id: int) -> Page:
    """How it is paid; leads to the next signature."""
    buyer, services = current_account().address, current_platform().marketplace.checkout
    try:
        services.pay.choose(checkout_id, buyer, _pay_by(request.form.get("pay_by", "")))
        asked = services.pay.to_sign(checkout_id, buyer)
    except DomainError as refusal:
        return checkout_page(checkout_id, error=sentence(refusal)), status_of(refusal)
    return redirect(f"/sign/{_ask(services.pages.checkout(checkout_id, buyer), asked[0])}", 303)


@blueprint.post("/checkouts/<int:checkout_id>/cancellation")
@requires_sign_in
def cancel(checkout_id: int) -> Response:
    current_platform().marketplace.checkout.start.cancel(checkout_id, current_account().address)
    return redirect(url_for("checkout.show_cart"), 303)


@completes(_PURPOSE)
def keep_signature(subject: str, signature: bytes, signer: Address) -> None:
    """A browser wallet is asked again for the next part. Whose key we keep has agreed to all of them at once."""
    platform = current_platform()
    pay = platform.marketplace.checkout.pay
    checkout_id = pay.keep(subject, signature)
    if platform.wallet.is_managed(signer) and _is_open(checkout_id, signer):
        for asked in pay.to_sign(checkout_id, signer):
            pay.keep(asked.subject, platform.wallet.sign_typed_data(signer, asked.typed_data, reason=_PURPOSE))


def checkout_page(
    checkout_id: int, *, error: str = "", is_fragment: bool = False, gift_typed: Mapping[int, GiftWords] | None = None
) -> str:
    """`gift_typed`: what was typed for a gift and refused, by order."""
    platform, buyer = current_platform(), current_account()
    view = platform.marketplace.checkout.pages.checkout(checkout_id, buyer.address)
    return render_template(
        f"checkout/{'_progress' if is_fragment else 'checkout'}.html",
        view=view,
        checkout=view.checkout,
        state="lapsed" if view.has_lapsed and view.checkout.state == CheckoutState.OPEN else str(view.checkout.state),
        missing=max(0, int(view.checkout.total) - int(view.balance)),
        takes_cards=bool(platform.marketplace.checkout.pay.takes_cards),
        is_managed=buyer.is_managed,
        is_complete=all(one in (OrderState.CONFIRMED, OrderState.FINAL) for one in view.states),
        order_failure=order_failure,
        ticket_failure=ticket_failure,
        charge_failure=charge_failure,
        gifts=platform.marketplace.checkout.gifts.pages.of_checkout(checkout_id),
        gift_typed=gift_typed or {},
        slot_words=slot_words,
        error=error,
    )


def _is_open(checkout_id: int, buyer: Address) -> bool:
    view = current_platform().marketplace.checkout.pages.checkout(checkout_id, buyer)
    return view.checkout.state == CheckoutState.OPEN


def _ask(view: CheckoutView, asked: ToSign) -> str:
    """The id of the request to sign: the whole checkout in words, this part as what is signed."""
    account, checkout = current_account(), view.checkout
    words = part_words(view)
    words.append((_("お支払い"), yen(int(checkout.total))))
    title = _("お支払いに署名します")
    if not account.is_managed and len(view.rows) > 1:
        title = _("お支払いに署名します（%(number)s / %(count)s）", number=view.signed + 1, count=len(view.rows))
    return current_platform().wallet.request_signature(
        account.address,
        asked.typed_data,
        words=words,
        title=title,
        consequence=_consequence(checkout.pay_by, int(checkout.total)),
        purpose=_PURPOSE,
        subject=asked.subject,
        return_to=url_for("checkout.show", checkout_id=checkout.id),
    )


def _consequence(pay_by: str, total: int) -> str:
    if pay_by == PayBy.CARD:
        return str(
            _("このあとカードで%(total)sを支払います。支払いがすむと、この署名で購入が行われます。", total=yen(total))
        )
    return str(_("署名すると、合計%(total)sが円の残高から支払われます。", total=yen(total)))


def _pay_by(text: str) -> PayBy:
    if text not in (PayBy.YEN, PayBy.CARD):
        raise Invalid("pay_by", "choose_payment")
    return PayBy(text)
