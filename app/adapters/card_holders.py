"""Who holds a card of a town, for coupons that only card holders use: from the market's record of tokens.

A card is an ambassador card, or whatever cannot be passed on (a digital resident card); rights, tickets and stays let
nobody through.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from marketplace.models import ChainCollection, Token
from marketplace.models import Collection as Series
from marketplace.models.kinds import Kind


class MarketCardHolders:
    def cards_of(self, session: Session, holder: Address, towns: Collection[MunicipalityCode]) -> list[str]:
        """ "collection/serial" of each card, the longest held first."""
        is_card = (Series.kind == Kind.AMBASSADOR_CARD) | Series.locked
        found = session.execute(
            select(Token.collection, Token.token_id)
            .join(ChainCollection, ChainCollection.address == Token.collection)
            .join(Series, Series.number == ChainCollection.number)
            .where(Token.owner == holder, is_card, Series.municipality.in_(towns))
            .order_by(Token.since, Token.collection, Token.token_id)
        )
        return [f"{collection}/{serial}" for collection, serial in found]
