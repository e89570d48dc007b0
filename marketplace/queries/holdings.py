"""What somebody holds, and the life of one token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from marketplace.errors import TokenUnknown
from marketplace.models import ChainCollection, Collection, Token, TokenTransfer


@dataclass(frozen=True, slots=True)
class Holding:
    token: Token
    collection: Collection

    @property
    def serial(self) -> int:
        return self.token.token_id

    @property
    def votes(self) -> int:
        """How many votes the token carries: one where the series votes."""
        return 1 if self.collection.votes else 0


@dataclass(frozen=True, slots=True)
class TokenPage:
    holding: Holding
    transfers: Sequence[TokenTransfer]  # the oldest first


def holdings_of(session: Session, owner: Address) -> list[Holding]:
    """The newest first. Tokens of collections this installation has no words for are left out."""
    found = (
        select(Token, Collection)
        .join(ChainCollection, ChainCollection.address == Token.collection)
        .join(Collection, Collection.number == ChainCollection.number)
        .where(Token.owner == owner)
        .order_by(Token.since.desc(), Token.collection, Token.token_id.desc())
    )
    return [Holding(token, collection) for token, collection in session.execute(found)]


def find_holding(session: Session, address: Address, token_id: int) -> Holding:
    """Raises: TokenUnknown."""
    found = (
        select(Token, Collection)
        .join(ChainCollection, ChainCollection.address == Token.collection)
        .join(Collection, Collection.number == ChainCollection.number)
        .where(Token.collection == address, Token.token_id == token_id)
    )
    pair = session.execute(found).first()
    if pair is None:
        raise TokenUnknown(f"{address}/{token_id}")
    return Holding(*pair)


def token_page(session: Session, address: Address, token_id: int) -> TokenPage:
    """Raises: TokenUnknown."""
    holding = find_holding(session, address, token_id)
    moves = select(TokenTransfer).filter_by(collection=address, token_id=token_id)
    ordered = moves.order_by(TokenTransfer.block_number, TokenTransfer.log_index)
    return TokenPage(holding, session.scalars(ordered).all())


def minted_of(session: Session, address: Address) -> int:
    """How many tokens of a collection were minted."""
    mints = select(func.max(TokenTransfer.token_id)).filter_by(collection=address)
    return session.scalar(mints) or 0
