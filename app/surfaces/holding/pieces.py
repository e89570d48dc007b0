"""What the pages of a holder share: the token of an address, the way to a signature, and words."""

from __future__ import annotations

from collections.abc import Collection as Many

from flask import redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.access import current_account
from app.i18n import localized, number, place, short_address, yen
from app.signing import completes
from app.surfaces.points.words import masked_names
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import Address, parse_address
from marketplace.errors import NotYours, TokenUnknown
from marketplace.models import Collection, ResaleSums, TokenActKind
from marketplace.queries.holding.pages import TokenDesk
from marketplace.queries.holding.rights import TokenKey
from marketplace.queries.holdings import Holding
from marketplace.services.holding.assembly import HoldingServices
from marketplace.signing import ToSign

Words = list[tuple[str, str]]
Page = str | tuple[str, int] | Response

ACTS = {
    TokenActKind.LEND: _l("貸し出し"),
    TokenActKind.END_LOAN: _l("返却"),
    TokenActKind.GIVE: _l("ゆずる手続き"),
    TokenActKind.WITHDRAW_ASKS: _l("出品の取り下げ"),
    TokenActKind.REBIND: _l("カードの引き継ぎ"),
}
# Why the chain refused a sale or another act, by the contract's error.
_FAILURES = {
    "TokenMoved": _l("直前に売れたか、取り下げられました。"),
    "ERC721IncorrectOwner": _l("持ち主が変わっていました。"),
    "RightUsesFewer": _l("直前に使われ、残りの回数が減りました。"),
    "RightIsLent": _l("貸し出し中です。"),
    "RightNotLent": _l("貸し出しはすでに終わっています。"),
    "CollectionTransfersOver": _l("ゆずれる期間が終わりました。"),
    "CollectionLocked": _l("このカードは、ゆずることができません。"),
    "AskProceedsTooLow": _l("手数料が変わり、売り手の受け取りが約束より少なくなるためです。"),
    "ERC20InsufficientBalance": _l("残高が足りませんでした。"),
    "ERC3009InvalidAuthorizationTime": _l("署名の有効時間を過ぎていました。"),
    "ERC3009UsedAuthorization": _l("申し込みは取り消されていました。"),
    "AccountNotSuccessor": _l("新しいアカウントが、同じ人のものと確認されていません。"),
}
_OTHER_FAILURE = _l("手続きを完了できませんでした。時間をおいてもう一度お試しください。")


def services() -> HoldingServices:
    return current_platform().marketplace.holding


def token_key(address: str, token_id: int) -> TokenKey:
    """Raises: TokenUnknown, also for what is no address."""
    try:
        return parse_address(address), token_id
    except Invalid:
        raise TokenUnknown(f"{address}/{token_id}") from None


def desk(address: str, token_id: int) -> TokenDesk:
    """Raises: TokenUnknown."""
    return services().pages.token(token_key(address, token_id), current_account().address)


def own_desk(address: str, token_id: int) -> TokenDesk:
    """Raises: TokenUnknown, NotYours."""
    page = desk(address, token_id)
    if page.holding.token.owner != current_account().address:
        raise NotYours(f"{address}/{token_id}")
    return page


def token_page(token: TokenKey) -> str:
    return url_for("marketplace.show_token", address=token[0], token_id=token[1])


def failure_words(error_name: str) -> str:
    return str(_FAILURES.get(error_name, _OTHER_FAILURE))


def act_words(kind: str) -> str:
    return str(ACTS[TokenActKind(kind)])


def people(addresses: Many[Address]) -> dict[Address, str]:
    """Enough to know somebody again; without a name their address, shortened."""
    names = masked_names(set(addresses))
    return {who: name if name != "＊＊" else short_address(who) for who, name in names.items()}


def thing_words(holding: Holding) -> Words:
    serial = _("通し番号 %(serial)s", serial=number(holding.serial))
    return [
        (_("作品"), f"{localized(holding.collection, 'name')} {serial}"),
        (_("まち"), place(holding.collection.town)),
    ]


def sums_words(collection: Collection, sums: ResaleSums, last: str) -> Words:
    """Where the price goes, to the yen. `last` names what the seller gets."""
    town = localized(collection.town, "name")
    receiver = _("作者の取り分（%(artist)s）", artist=collection.artist) if collection.artist else ""
    return [
        (_("値段"), yen(int(sums.price))),
        (receiver or _("まちの取り分（%(town)s）", town=town), yen(int(sums.royalty))),
        (_("運営の手数料"), yen(int(sums.fee))),
        (last, yen(int(sums.proceeds))),
    ]


def to_signature(
    asked: ToSign, *, words: Words, title: str, consequence: str, purpose: str, return_to: str
) -> Response:
    request_id = current_platform().wallet.request_signature(
        current_account().address,
        asked.typed_data,
        words=words,
        title=title,
        consequence=consequence,
        purpose=purpose,
        subject=asked.subject,
        return_to=return_to,
    )
    return redirect(f"/sign/{request_id}", 303)


@completes("marketplace.token_act")
def send_token_act(subject: str, signature: bytes, signer: Address) -> None:
    services().token_acts.complete(subject, signature)
