"""What is held about one person's community tokens."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from marketplace.models.community_tokens import TokenPurchase, TokensBought


def community_token_data(session: Session, person: Address) -> OwnData:
    purchases = select(
        TokenPurchase.id, TokenPurchase.offering_number, TokenPurchase.quantity, TokenPurchase.total,
        TokenPurchase.state, TokenPurchase.error_name, TokenPurchase.created_at,
    ).where(TokenPurchase.buyer == person)  # fmt: skip
    bought = select(
        TokensBought.number, TokensBought.quantity, TokensBought.total, TokensBought.block_time, TokensBought.tx_hash
    ).where(TokensBought.buyer == person)
    return {
        "token_purchases": plain_rows(session, purchases.order_by(TokenPurchase.id)),
        "tokens_bought": plain_rows(session, bought.order_by(TokensBought.block_number, TokensBought.log_index)),
    }
