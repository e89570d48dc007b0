"""What this domain holds about one person, for the person."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from marketplace.models import FaucetRequest, Order
from marketplace.models.ledger import Sale, Token, TokenTransfer, YenBalance, YenTransfer
from marketplace.queries.auctions.own_data import auction_data
from marketplace.queries.checkout.own_data import checkout_own_data
from marketplace.queries.community_tokens.own_data import community_token_data
from marketplace.queries.eligibility.own_data import list_data
from marketplace.queries.holding.own_data import own_holding
from marketplace.queries.lotteries.own_data import lottery_data
from marketplace.queries.projects.own_data import project_data
from marketplace.queries.tickets.own_data import ticket_data


def own_data(session: Session, person: Address) -> OwnData:
    """Orders, sales, cards and rights, and test yen. No signatures."""
    orders = select(
        Order.id, Order.listing_number, Order.buyer, Order.recipient, Order.quantity, Order.total,
        Order.program_id, Order.state, Order.error_name, Order.created_at,
    ).where(or_(Order.buyer == person, Order.recipient == person))  # fmt: skip
    sales = select(
        Sale.listing_number, Sale.buyer, Sale.recipient, Sale.quantity, Sale.total, Sale.payment_id,
        Sale.first_token_id, Sale.block_time, Sale.tx_hash,
    ).where(or_(Sale.buyer == person, Sale.recipient == person))  # fmt: skip
    tokens = select(Token.collection, Token.token_id, Token.minted_at, Token.since).where(Token.owner == person)
    moved = select(
        TokenTransfer.collection, TokenTransfer.token_id, TokenTransfer.sender, TokenTransfer.receiver,
        TokenTransfer.block_time, TokenTransfer.tx_hash,
    ).where(or_(TokenTransfer.sender == person, TokenTransfer.receiver == person))  # fmt: skip
    yen = select(YenTransfer.sender, YenTransfer.receiver, YenTransfer.amount, YenTransfer.block_number).where(
        or_(YenTransfer.sender == person, YenTransfer.receiver == person)
    )
    asked = select(FaucetRequest.amount, FaucetRequest.created_at).where(FaucetRequest.account == person)
    return {
        **checkout_own_data(session, person),
        "orders": plain_rows(session, orders.order_by(Order.id)),
        "sales": plain_rows(session, sales.order_by(Sale.block_number, Sale.log_index)),
        "cards_and_rights": plain_rows(session, tokens.order_by(Token.collection, Token.token_id)),
        "card_movements": plain_rows(session, moved.order_by(TokenTransfer.block_number, TokenTransfer.log_index)),
        "yen_balance": plain_rows(session, select(YenBalance.amount).where(YenBalance.account == person)),
        "yen_movements": plain_rows(session, yen.order_by(YenTransfer.block_number, YenTransfer.log_index)),
        "yen_requests": plain_rows(session, asked.order_by(FaucetRequest.id)),
        **auction_data(session, person),
        **own_holding(session, person),
        **list_data(session, person),
        **lottery_data(session, person),
        **ticket_data(session, person),
        **project_data(session, person),
        **community_token_data(session, person),
    }
