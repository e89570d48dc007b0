"""What an officer signs: the series, the auction, and calling it off while nobody has bid."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.i18n import localized, moment, yen
from app.signing import completes
from app.surfaces.auctions.words import extension_words
from app.surfaces.console import blueprint
from app.surfaces.console.office import ask_to_sign, for_officers
from app.wiring import current_platform
from chain.ids import Address, MunicipalityCode
from marketplace.queries.auctions.auctions import town_auction
from marketplace.signing import ToSign


@blueprint.post("/console/<code>/auctions/<int:number>/collection")
@for_officers
def sign_auction_collection(code: MunicipalityCode, number: int) -> AnyResponse:
    opening, officer = current_platform().marketplace.auctions.open, current_account().address
    return _ask(
        code,
        number,
        lambda: opening.prepare_collection(code, number, officer),
        title=_("記名のカードを登録する署名をします"),
        purpose="marketplace.auction_collection",
        consequence=_("署名すると、カードの内容は変えられなくなります。このあと、もう一度の署名で公開します。"),
    )


@completes("marketplace.auction_collection")
def create_auction_collection(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.create_collection.complete(subject, signature)


@blueprint.post("/console/<code>/auctions/<int:number>/opening")
@for_officers
def sign_auction(code: MunicipalityCode, number: int) -> AnyResponse:
    opening, officer = current_platform().marketplace.auctions.open, current_account().address
    return _ask(
        code,
        number,
        lambda: opening.prepare(code, number, officer),
        title=_("記名オークションを公開する署名をします"),
        purpose="marketplace.auction",
        consequence=_("署名すると公開されます。入札があったあとは取りやめられません。"),
    )


@completes("marketplace.auction")
def open_auction(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.auctions.open.complete(subject, signature)


@blueprint.post("/console/<code>/auctions/<int:number>/cancellation")
@for_officers
def sign_auction_cancellation(code: MunicipalityCode, number: int) -> AnyResponse:
    cancelling, officer = current_platform().marketplace.auctions.cancel, current_account().address
    return _ask(
        code,
        number,
        lambda: cancelling.prepare(code, number, officer),
        title=_("記名オークションを取りやめる署名をします"),
        purpose="marketplace.auction_cancellation",
        consequence=_("取りやめは元に戻せません。"),
    )


@completes("marketplace.auction_cancellation")
def cancel_auction(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.auctions.cancel.complete(subject, signature)


def _ask(
    code: MunicipalityCode, number: int, prepare: Callable[[], ToSign], *, title: str, purpose: str, consequence: str
) -> AnyResponse:
    back = url_for("console.show_town_auction", code=code, number=number)
    words = partial(_words, code, number)
    return ask_to_sign(prepare, words, back=back, title=title, purpose=purpose, consequence=consequence)


def _words(code: MunicipalityCode, number: int) -> list[tuple[str, str]]:
    platform = current_platform()
    with platform.db.read() as session:
        view = town_auction(session, code, number, platform.clock.now())
    auction = view.auction
    shares = [f"{localized(share, 'label')} {share.percent}%" for share in auction.typed_shares()]
    return [
        (_("オークション"), localized(view.collection, "name")),
        (_("名前を付けるところ"), localized(view.detail, "property")),
        (_("最初の入札の最低額"), yen(auction.reserve)),
        (_("入札の刻み"), yen(auction.increment)),
        (_("期間"), f"{moment(auction.opens_at)} – {moment(auction.closes_at)}"),
        (_("終わりぎわの延長"), extension_words(auction.extension_seconds)),
        (_("お金の行き先"), " / ".join(shares)),
    ]
