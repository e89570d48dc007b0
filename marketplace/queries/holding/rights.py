"""How a token stands as a right: uses left, its time and place, to whom it is lent, and how often it moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from chain.contracts.collection import Rules
from chain.ids import ZERO_ADDRESS, Address
from marketplace.models import AsksWithdrawn, RightState, TokenTransfer, rules_of
from marketplace.models import Collection as Series
from marketplace.models.rules import UNLIMITED_USES

TokenKey = tuple[Address, int]  # (contract of the collection, token id)


@dataclass(frozen=True, slots=True)
class RightStanding:
    """`now` in unix seconds. A series without uses is no right; its tokens may still be lent where the rules say so."""

    rules: Rules
    used: int
    lent_to: Address | None
    lent_until: int  # unix seconds; 0 while it is not lent
    now: int

    @property
    def is_right(self) -> bool:
        return self.rules.uses > 0

    @property
    def is_unlimited(self) -> bool:
        return self.rules.uses == UNLIMITED_USES

    @property
    def uses_left(self) -> int:
        return self.rules.uses - self.used

    @property
    def is_used_up(self) -> bool:
        return self.is_right and self.uses_left == 0

    @property
    def is_over(self) -> bool:
        return 0 < self.rules.valid_until <= self.now

    @property
    def is_early(self) -> bool:
        return self.now < self.rules.valid_from

    @property
    def is_usable(self) -> bool:
        return self.is_right and not (self.is_used_up or self.is_over or self.is_early)

    @property
    def may_move(self) -> bool:
        """Not while it is lent, nor after the day until which it changes hands."""
        is_late = 0 < self.rules.transfers_until <= self.now
        return self.lent_to is None and not is_late

    def may_be_used_by(self, account: Address, owner: Address) -> bool:
        """By whom it is lent to, else by its owner."""
        return account == (self.lent_to or owner)


def standing_of(session: Session, collection: Series, token: TokenKey, now: int) -> RightStanding:
    return standings(session, [(collection, token)], now)[token]


def standings(session: Session, tokens: Iterable[tuple[Series, TokenKey]], now: int) -> dict[TokenKey, RightStanding]:
    """Of many tokens at once, each with its series."""
    tokens = list(tokens)
    addresses = {address for _, (address, _) in tokens}
    ids = {token_id for _, (_, token_id) in tokens}
    found = select(RightState).where(RightState.collection.in_(addresses), RightState.token_id.in_(ids))
    states = {(state.collection, state.token_id): state for state in session.scalars(found)}
    return {key: _standing(collection, states.get(key), now) for collection, key in tokens}


def moves_of(session: Session, token: TokenKey) -> int:
    """How often the token moved or had its asks withdrawn, as the contract counts; what is signed for it names this."""
    return moves_of_many(session, [token])[token]


def moves_of_many(session: Session, tokens: Collection[TokenKey]) -> dict[TokenKey, int]:
    addresses, ids = {address for address, _ in tokens}, {token_id for _, token_id in tokens}
    counts = dict.fromkeys(tokens, 0)
    for table, condition in ((TokenTransfer, TokenTransfer.sender != ZERO_ADDRESS), (AsksWithdrawn, true())):
        found = (
            select(table.collection, table.token_id, func.count().label("times"))
            .where(table.collection.in_(addresses), table.token_id.in_(ids), condition)
            .group_by(table.collection, table.token_id)
        )
        for row in session.execute(found):
            if (row.collection, row.token_id) in counts:
                counts[row.collection, row.token_id] += row.times
    return counts


def borrowed_by(session: Session, account: Address, now: int) -> list[TokenKey]:
    """What is lent to somebody now."""
    lent = (RightState.borrower == account, RightState.lent_until > now)
    found = select(RightState.collection, RightState.token_id).where(*lent)
    return [(row.collection, row.token_id) for row in session.execute(found.order_by(RightState.lent_until))]


def _standing(collection: Series, state: RightState | None, now: int) -> RightStanding:
    rules = rules_of(collection.typed_detail())
    if state is None:
        return RightStanding(rules, 0, None, 0, now)
    is_lent = state.lent_until > now
    return RightStanding(
        rules, state.used, state.borrower if is_lent else None, state.lent_until if is_lent else 0, now
    )
