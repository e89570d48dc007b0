"""Which domains hold something about a person; each offers its part through one port."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.wiring import Platform
from chain.db import OwnData, plain_rows
from chain.ids import Address
from chain.outbox import RelayEntry
from dao.queries.own_data import own_data as of_dao
from marketplace.queries.own_data import own_data as of_marketplace


class OffersOwnData(Protocol):
    def __call__(self, session: Session, person: Address, /) -> OwnData:
        """Every table with something about the person, also empty ones. No secrets, and nothing of other people that
        the person has not seen."""
        ...


def sources(platform: Platform) -> Mapping[str, OffersOwnData]:
    """By the folder in which the part is packed."""
    return {
        "account": lambda session, person: {
            **platform.wallet.read_own_data(session, person),
            **platform.openid.list_consents.own_data(session, person),
        },
        "points": platform.points.read_own_data,
        "marketplace": lambda session, person: {
            **of_marketplace(session, person),
            **platform.marketplace.tickets.register.own_data(session, person),
            **platform.marketplace.projects.receipts.own_data(session, person),
            **platform.marketplace.deliveries.own_data(session, person),
        },
        "communities": of_dao,
        "chain": _calls,
    }


def gather(platform: Platform, person: Address) -> dict[str, OwnData]:
    with platform.db.read() as session:
        return {folder: offers(session, person) for folder, offers in sources(platform).items()}


def _calls(session: Session, person: Address) -> OwnData:
    """Transactions that this installation sent on the person's behalf."""
    sent = select(
        RelayEntry.subject, RelayEntry.contract, RelayEntry.status, RelayEntry.error_name, RelayEntry.created_at,
        RelayEntry.settled_at, RelayEntry.tx_hash,
    ).where(RelayEntry.principal == person)  # fmt: skip
    return {"transactions": plain_rows(session, sent.order_by(RelayEntry.id))}
