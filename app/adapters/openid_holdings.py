"""What a person holds, for services that the person lets know: kinds of cards and balances of points."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from marketplace.models import ChainCollection, Token
from marketplace.models import Collection as Series
from marketplace.models.kinds import Kind
from points.queries.balances import holder_balance
from wallet.oidc.places import place_named
from wallet.openid.ports import HeldCard, HeldPoints


class PersonHoldings:
    """Implements wallet.openid.ports.Holdings."""

    def __init__(self, clock: Clock, municipalities: Municipalities) -> None:
        self._clock = clock
        self._municipalities = municipalities

    def town_name(self, session: Session, town: MunicipalityCode) -> tuple[str, str]:
        known = self._municipalities.by_code(session, {town}).get(town)
        if known is not None:
            return known.name_ja, known.name_en
        place = place_named(town)
        name = f"{place.prefecture}{place.name}" if place else str(town)
        return name, name

    def cards(self, session: Session, account: Address) -> Sequence[HeldCard]:
        """One for each series, however many are held: a card, or what cannot be passed on."""
        is_card = (Series.kind == Kind.AMBASSADOR_CARD) | Series.locked
        found = session.scalars(
            select(Series)
            .where(
                is_card,
                Series.number.in_(
                    select(ChainCollection.number)
                    .join(Token, Token.collection == ChainCollection.address)
                    .where(Token.owner == account)
                ),
            )
            .order_by(Series.municipality, Series.number)
        )
        return [
            HeldCard(
                str(one.kind), one.municipality, *self.town_name(session, one.municipality), one.name_ja, one.name_en
            )
            for one in found
        ]

    def points(self, session: Session, account: Address) -> Sequence[HeldPoints]:
        balance = holder_balance(session, account, self._clock.now())
        return [
            HeldPoints(one.program_id, one.issuer, one.name.name_ja, one.name.name_en, int(one.total))
            for one in balance.programs
        ]
