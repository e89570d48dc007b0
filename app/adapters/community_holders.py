"""Who holds which cards, works for which shop, is verified by which town: what communities ask of the market, the
shops and the wallet."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address, MunicipalityCode
from dao.ports import CardSeries, TokenTier
from marketplace.models import ChainCollection, Token
from marketplace.models import Collection as Series
from marketplace.models.kinds import Kind
from marketplace.queries.community_tokens.holders import (
    reached_at,
    tiers_held,
    token_holders,
    token_tiers,
    units_held,
)
from points.models import Merchant, MerchantOnChain
from wallet.models import Role, RoleAssignment
from wallet.services.persons.roll import PersonsRoll


class CommunityHolders:
    """Implements dao.ports.Holders. A card is an ambassador card, or whatever cannot be passed on."""

    def __init__(self, clock: Clock, persons: PersonsRoll) -> None:
        self._clock = clock
        self._persons = persons

    def series_of(self, session: Session, towns: Collection[str]) -> Sequence[CardSeries]:
        return _listed(session, _cards(towns))

    def voting_series_of(self, session: Session, towns: Collection[str]) -> Sequence[CardSeries]:
        return _listed(session, _issued_by(towns).where(Series.votes))

    def holders_of(self, session: Session, series: Collection[Address]) -> frozenset[Address]:
        return frozenset(session.scalars(select(Token.owner).where(Token.collection.in_(series)).distinct()))

    def holders_in(self, session: Session, town: str) -> frozenset[Address]:
        return self.holders_of(session, [one.address for one in self.series_of(session, [town])])

    def holds_one(self, session: Session, account: Address, series: Collection[Address]) -> bool:
        held = select(Token.token_id).where(Token.owner == account, Token.collection.in_(series)).limit(1)
        return session.scalar(held) is not None

    def tiers_of(self, session: Session, community: str) -> Sequence[TokenTier]:
        return [
            TokenTier(f"{number}:{tier.least}", tier.least, tier.name_ja, tier.name_en, token)
            for number, token, tier in token_tiers(session, community)
        ]

    def token_holders(self, session: Session, community: str, tier: str = "") -> frozenset[Address]:
        return token_holders(session, community, tier)

    def tiers_reached(self, session: Session, community: str, account: Address) -> frozenset[str]:
        return tiers_held(session, community, account)

    def units_held(
        self, session: Session, tokens: Collection[Address], account: Address, moment: int | None = None
    ) -> int:
        return units_held(session, tokens, account, moment)

    def reached_at(self, session: Session, tokens: Collection[Address], least: int, moment: int) -> frozenset[Address]:
        return reached_at(session, tokens, least, moment)

    def shops_of(self, session: Session, account: Address) -> frozenset[Address]:
        works = select(RoleAssignment.scope).where(
            RoleAssignment.address == account, RoleAssignment.role == Role.MERCHANT_STAFF
        )
        numbers = [int(scope) for scope in session.scalars(works)]
        return frozenset(session.scalars(select(Merchant.account).where(Merchant.id.in_(numbers))))

    def staff_of(self, session: Session, shops: Collection[Address]) -> frozenset[Address]:
        numbers = session.scalars(select(Merchant.id).where(Merchant.account.in_(shops))).all()
        staff = select(RoleAssignment.address).where(
            RoleAssignment.role == Role.MERCHANT_STAFF, RoleAssignment.scope.in_([str(number) for number in numbers])
        )
        return frozenset(session.scalars(staff))

    def shops_in(self, session: Session, towns: Collection[str]) -> frozenset[Address]:
        standing = select(Merchant.account).join(MerchantOnChain, MerchantOnChain.merchant_id == Merchant.id)
        of_towns = Merchant.municipality.in_([MunicipalityCode(town) for town in towns])
        return frozenset(session.scalars(standing.where(of_towns, ~MerchantOnChain.is_suspended)))

    def residents_of(self, session: Session, towns: Collection[str]) -> frozenset[Address]:
        now = self._clock.now()
        return frozenset(self._persons.persons(session, towns, now, now))

    def is_resident(self, session: Session, account: Address, towns: Collection[str]) -> bool:
        now = self._clock.now()
        return self._persons.person_of(session, account, towns, now, now) is not None


def _cards(towns: Collection[str]) -> Select[Series, Address]:
    return _issued_by(towns).where((Series.kind == Kind.AMBASSADOR_CARD) | Series.locked)


def _issued_by(towns: Collection[str]) -> Select[Series, Address]:
    return (
        select(Series, ChainCollection.address)
        .join(ChainCollection, ChainCollection.number == Series.number)
        .where(Series.municipality.in_([MunicipalityCode(town) for town in towns]))
    )


def _listed(session: Session, wanted: Select[Series, Address]) -> list[CardSeries]:
    rows = session.execute(wanted.order_by(Series.name_ja, Series.number))
    return [CardSeries(address, row.name_ja, row.name_en, str(row.municipality)) for row, address in rows]
