"""The officer's signatures: for the series, for its sale, and to end a sale. And the same series once more, changed."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.i18n import localized, moment, number, yen
from app.signing import completes
from app.surfaces.console.office import to_signature
from app.surfaces.marketplace.audience_form import audience_sentence
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from app.wiring import current_platform
from chain.errors import DomainError, NotFound
from chain.ids import Address
from marketplace.models import Listing
from marketplace.models.selling import Offer
from marketplace.signing import ToSign


@desk_route("/offers/<int:offer_id>/collection", "POST", is_curators=True)
def sign_collection(desk: Desk, offer_id: int) -> Answer:
    def ask() -> AnyResponse:
        asked = selling().publish.prepare_collection(desk.seller, current_account().address, offer_id)
        offer = selling().pages.offer(desk.seller, offer_id).offer
        series = current_platform().marketplace.pages.series(offer.collection_number or 0).collection
        return _sign(
            desk, offer, asked, "selling.collection", _("作品をチェーンに登録します"),
            [(_("作品"), localized(series, "name")), (_("枚数の上限"), number(series.max_supply))],
            _("枚数の上限と、転売されたときのまちの取り分は、あとから変えられません。"),
        )  # fmt: skip

    return _or_back(desk, offer_id, ask)


@desk_route("/offers/<int:offer_id>/listing", "POST", is_curators=True)
def sign_listing(desk: Desk, offer_id: int) -> Answer:
    def ask() -> AnyResponse:
        asked = selling().publish.prepare_listing(desk.seller, current_account().address, offer_id)
        offer = selling().pages.offer(desk.seller, offer_id).offer
        assert offer.listing_number is not None, "it was prepared just now"
        listing = selling().pages.listing(offer.listing_number)
        return _sign(
            desk, offer, asked, "selling.listing", _("販売を始めます"),
            [(_("作品"), localized(offer, "name")), *_terms(listing)],
            _("値段と収益の分け方は、あとから変えられません。変えるときは、この販売を終えて、新しく出品します。"),
        )  # fmt: skip

    return _or_back(desk, offer_id, ask)


@desk_route("/offers/<int:offer_id>/cancellation", "POST", is_curators=True)
def sign_cancellation(desk: Desk, offer_id: int) -> Answer:
    """Signed on a page that says what it means. `listing`: its own, or the one that it replaces."""

    def ask() -> AnyResponse:
        listing_number = request.form.get("listing", 0, int)
        asked = selling().publish.prepare_cancellation(desk.seller, current_account().address, offer_id, listing_number)
        offer = selling().pages.offer(desk.seller, offer_id).offer
        return _sign(
            desk, offer, asked, "selling.cancellation", _("販売を終えます"),
            [(_("作品"), localized(offer, "name")), (_("出品の番号"), str(listing_number))],
            _("すぐに買えなくなり、元に戻せません。すでに買った人のものは、そのまま残ります。"),
        )  # fmt: skip

    return _or_back(desk, offer_id, ask)


@desk_route("/offers/<int:offer_id>/renewal", "POST")
def begin_again(desk: Desk, offer_id: int) -> Answer:
    """A new draft of the same series, to sell what is left on other terms."""

    def begin() -> AnyResponse:
        renewed = selling().write.begin_again(desk.seller, current_account().address, offer_id)
        flash(_("残りの枚数で、新しい下書きをつくりました。いまの販売は、新しい販売を始める前に終えます。"), "success")
        return redirect(desk.address("edit_offer", offer_id=renewed), 303)

    return _or_back(desk, offer_id, begin)


@completes("selling.collection")
def create_series(subject: str, signature: bytes, signer: Address) -> None:
    selling().publish.complete_collection(subject, signature, signer)


@completes("selling.listing")
def open_sale(subject: str, signature: bytes, signer: Address) -> None:
    selling().publish.complete_listing(subject, signature, signer)


@completes("selling.cancellation")
def end_sale(subject: str, signature: bytes, signer: Address) -> None:
    selling().publish.complete_cancellation(subject, signature, signer)


def _terms(listing: Listing) -> list[tuple[str, str]]:
    closes = moment(listing.closes_at) if listing.closes_at else _("終わりは決めていません")
    shares = "、".join(f"{localized(share, 'label')} {share.percent}%" for share in listing.typed_shares())
    return [
        (_("値段"), yen(int(listing.price))),
        (_("枚数"), number(listing.supply)),
        (_("販売の始まり"), moment(listing.opens_at)),
        (_("販売の終わり"), closes),
        (_("買える方"), audience_sentence(listing.typed_eligibility(), listing.collection.municipality)),
        (_("お金の行き先"), shares),
    ]


def _sign(
    desk: Desk, offer: Offer, asked: ToSign, purpose: str, title: str, words: list[tuple[str, str]], consequence: str
) -> AnyResponse:
    return to_signature(
        asked.typed_data,
        title=title,
        words=words,
        consequence=consequence,
        purpose=purpose,
        subject=asked.subject,
        return_to=desk.address("show_offer", offer_id=offer.id),
    )


def _or_back(desk: Desk, offer_id: int, act: Callable[[], AnyResponse]) -> AnyResponse:
    try:
        return act()
    except NotFound:
        raise
    except DomainError as error:
        flash(sentence(error), "error")
        return redirect(desk.address("show_offer", offer_id=offer_id), 303)
