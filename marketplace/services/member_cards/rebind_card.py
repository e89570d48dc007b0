"""An officer brings a locked card to the new account of the same person, after a lost wallet.

The chain asks the identity registry whether the new account is the old one's successor; nobody else can move a card.
"""

from __future__ import annotations

from chain.clock import unix
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from marketplace.errors import DeskRefused, RecipientRefused
from marketplace.models import TokenActKind
from marketplace.queries.holding.rights import TokenKey
from marketplace.queries.holdings import find_holding
from marketplace.services.holding.token_acts import TokenActs
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign

LONGEST_REASON = 400


class RebindCard(TokenActs):
    """Does not check that the officer holds the Attester role; the surface does by role, the contract by signature."""

    def prepare(self, town: MunicipalityCode, officer: Address, token: TokenKey, to: str, reason: str) -> ToSign:
        """`to`: the member number of the new account.

        Raises: TokenUnknown, NotFound (another town's), DeskRefused (not_locked), RecipientRefused, Invalid (reason).
        """
        if not reason.strip():
            raise Invalid("reason", "empty")
        if len(reason.strip()) > LONGEST_REASON:
            raise Invalid("reason", "too_long", most=LONGEST_REASON)
        current = self.find(to, officer)
        with self.db.write() as session:
            holding = find_holding(session, *token)
            if holding.collection.municipality != town:
                raise NotFound("card", token)
            if not holding.collection.locked:
                raise DeskRefused("not_locked")
            if holding.token.owner == current:
                raise RecipientRefused("self")
            deadline = unix(self.clock.now() + OFFICER_SIGNATURE_LIFE)
            terms = {"former": holding.token.owner, "deadline": deadline, "reason": reason.strip()}
            return self._keep(session, TokenActKind.REBIND, token, officer, current, **terms)
