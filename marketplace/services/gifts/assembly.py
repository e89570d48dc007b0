"""Puts the services of gifts by link together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.ports import OpensAccounts, People, Signer
from marketplace.queries.gifts.pages import GiftPages
from marketplace.services.checkout.parts.parts import Parts
from marketplace.services.gifts.deliver_gifts import DeliverGifts
from marketplace.services.gifts.hand_over import HandOverGift
from marketplace.services.gifts.wrap_gift import WrapGift


@dataclass(frozen=True, slots=True)
class GiftServices:
    pages: GiftPages
    wrap: WrapGift
    hand_over: HandOverGift
    deliver: DeliverGifts


def assemble_gifts(
    db: Database,
    clock: Clock,
    contracts: Contracts,
    *,
    parts: Parts,
    opens: OpensAccounts,
    people: People,
    signer: Signer,
) -> GiftServices:
    return GiftServices(
        pages=GiftPages(db, clock, people),
        wrap=WrapGift(db, clock, parts, opens),
        hand_over=HandOverGift(db, clock),
        deliver=DeliverGifts(db, clock, contracts, signer),
    )
