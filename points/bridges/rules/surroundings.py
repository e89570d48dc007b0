"""What a forecast knows about people: asked once for each, however many events they have."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from points.bridges.rules.ports import FamilyDirectory, PeopleFacts, Standing
from points.bridges.rules.replaying import spokesperson
from points.bridges.rules.terms import Terms
from points.ports import CardHolders


class Surroundings:
    """Of one town at one moment."""

    def __init__(
        self,
        session: Session,
        now: datetime,
        town: MunicipalityCode,
        people: PeopleFacts,
        families: FamilyDirectory,
        cards: CardHolders,
    ) -> None:
        self._session, self._now, self._town = session, now, town
        self._people, self._families, self._cards = people, families, cards
        self._met: set[Address] = set()
        self._standings: dict[Address, Standing] = {}
        self._holders: set[Address] = set()
        self._spokespeople: dict[Address, Address] = {}

    def meet(self, terms: Collection[Terms], accounts: Collection[Address]) -> None:
        """Before they are asked about; `terms`: always the same, for what does not matter to them is not looked up."""
        new = set(accounts) - self._met
        if not new:
            return
        self._met |= new
        self._standings |= self._people.find(self._session, new, self._now)
        if any(one.needs_card for one in terms):
            self._holders |= self._cards.holders_among(self._session, new, [self._town])
        if any(one.pools_family for one in terms):
            found = self._families.households(self._session, new)
            self._spokespeople |= {account: spokesperson(family) for account, family in found.items()}

    def standing(self, account: Address) -> Standing | None:
        return self._standings.get(account)

    def has_card(self, account: Address) -> bool:
        return account in self._holders

    def sharing(self, terms: Terms, account: Address) -> Address:
        return self._spokespeople[account] if terms.pools_family else account
