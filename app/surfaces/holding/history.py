"""A token's history from the chain, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import gettext as _

from app.i18n import moment, short_address, yen
from chain.ids import Address
from marketplace.queries.holding.events import EventKind, TokenEvent


@dataclass(frozen=True, slots=True)
class Move:
    """One entry of a token's history."""

    at: datetime
    words: str
    tx_hash: str


def history(events: Sequence[TokenEvent], reader: Address | None) -> list[Move]:
    """The newest first. People are named by their addresses alone: the page is public."""
    return [
        Move(datetime.fromtimestamp(event.at, UTC), str(_words(event, reader)), "0x" + event.tx_hash.hex())
        for event in events
    ]


def _words(event: TokenEvent, reader: Address | None) -> object:
    def name(who: Address) -> str:
        return str(_("あなた")) if who == reader else short_address(who)

    sender, receiver = name(event.sender), name(event.receiver)
    price = yen(int(event.price)) if event.price is not None else ""
    kind = event.kind
    if kind is EventKind.BOUGHT and not price:
        return _("まちから発行され、ポイントで%(receiver)sのものになりました。", receiver=receiver)
    if kind is EventKind.BOUGHT:
        return _("まちから発行され、%(price)sで%(receiver)sのものになりました。", price=price, receiver=receiver)
    if kind in (EventKind.ISSUED, EventKind.MINTED):
        return _("まちから発行され、%(receiver)sのものになりました。", receiver=receiver)
    if kind is EventKind.RESOLD:
        return _(
            "%(sender)sから%(receiver)sへ、%(price)sで売られました。", sender=sender, receiver=receiver, price=price
        )
    if kind is EventKind.REBOUND:
        return _(
            "%(sender)sから、同じ人の新しいアカウント%(receiver)sへ引き継がれました。", sender=sender, receiver=receiver
        )
    if kind is EventKind.GIVEN:
        return _("%(sender)sから%(receiver)sへ移りました。", sender=sender, receiver=receiver)
    if kind is EventKind.LENT:
        until = moment(datetime.fromtimestamp(event.until - 1, UTC))  # the last moment of its last day
        return _("%(receiver)sに、%(until)sまで貸し出されました。", receiver=receiver, until=until)
    if kind is EventKind.LOAN_ENDED:
        return _("貸し出しが終わりました。")
    return _("%(use)s回目が使われました。", use=event.use)
