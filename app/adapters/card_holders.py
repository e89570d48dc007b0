"""Who holds a card of a town, for coupons that only card holders use: from the market's record of tokens.

A card is an ambassador card, or whatever cannot be passed on (a digital resident card); rights, tickets and stays let
nobody through.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from marketplace.models import ChainCollection, Token
from marketplace.models import Collection as Series
from marketplace.models.kinds import Kind

_AT_ONCE = 500


class MarketCardHolders:
    def cards_of(self, session: Session, holder: Address, towns: Collection[MunicipalityCode]) -> list[str]:
        """ "collection/serial" of each card, the longest held first."""
        found = session.execute(
            _cards(towns).where(Token.owner == holder).order_by(Token.since, Token.collection, Token.token_id)
        )
        return [f"{collection}/{serial}" for collection, serial, _ in found]

    def holders_among(
        self, session: Session, people: Collection[Address], towns: Collection[MunicipalityCode]
    ) -> set[Address]:
        asked, found = sorted(people), set[Address]()
        for start in range(0, len(asked), _AT_ONCE):
            some = _cards(towns).where(Token.owner.in_(asked[start : start + _AT_ONCE]))
            found |= {owner for _, _, owner in session.execute(some)}
        return found


def _cards(towns: Collection[MunicipalityCode]) -> Select[Address, int, Address]:
    is_card = (Series.kind == Kind.AMBASSADOR_CARD) | Series.locked
    return (
        select(Token.collection, Token.token_id, Token.owner)
        .join(ChainCollection, ChainCollection.address == Token.collection)
        .join(Series, Series.number == ChainCollection.number)
        .where(is_card, Series.municipality.in_(towns))
    )
