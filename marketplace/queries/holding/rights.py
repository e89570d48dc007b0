"""How a token stands as a right: uses left, its time and place, to whom it is lent, and how often it moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.contracts.collection import Rules
from chain.ids import ZERO_ADDRESS, Address
from marketplace.models import AsksWithdrawn, Collection, RightState, TokenTransfer, rules_of
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


def standing_of(session: Session, collection: Collection, token: TokenKey, now: int) -> RightStanding:
    return standings(session, [(collection, token)], now)[token]


def standings(
    session: Session, tokens: Iterable[tuple[Collection, TokenKey]], now: int
) -> dict[TokenKey, RightStanding]:
    """Of many tokens at once, each with its series."""
    tokens = list(tokens)
    addresses = {address for _, (address, _) in tokens}
    ids = {token_id for _, (_, token_id) in tokens}
    found = select(RightState).where(RightState.collection.in_(addresses), RightState.token_id.in_(ids))
    states = {(state.collection, state.token_id): state for state in session.scalars(found)}
    return {key: _standing(collection, states.get(key), now) for collection, key in tokens}


def moves_of(session: Session, token: TokenKey) -> int:
    """How often the token moved or had its asks withdrawn, as the contract counts; what is signed for it names this."""
    address, token_id = token
    moved = select(func.count()).select_from(TokenTransfer)
    withdrawn = select(func.count()).select_from(AsksWithdrawn)
    counts = (
        moved.where(
            TokenTransfer.collection == address,
            TokenTransfer.token_id == token_id,
            TokenTransfer.sender != ZERO_ADDRESS,
        ),
        withdrawn.where(AsksWithdrawn.collection == address, AsksWithdrawn.token_id == token_id),
    )
    return sum(session.scalar(count) or 0 for count in counts)


def borrowed_by(session: Session, account: Address, now: int) -> list[TokenKey]:
    """What is lent to somebody now."""
    lent = (RightState.borrower == account, RightState.lent_until > now)
    found = select(RightState.collection, RightState.token_id).where(*lent)
    return [(row.collection, row.token_id) for row in session.execute(found.order_by(RightState.lent_until))]


def _standing(collection: Collection, state: RightState | None, now: int) -> RightStanding:
    rules = rules_of(collection.typed_detail())
    if state is None:
        return RightStanding(rules, 0, None, 0, now)
    is_lent = state.lent_until > now
    return RightStanding(
        rules, state.used, state.borrower if is_lent else None, state.lent_until if is_lent else 0, now
    )
