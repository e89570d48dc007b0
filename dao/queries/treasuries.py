"""What a treasury holds and what moved."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from chain.units import Yen
from dao.models import TreasuryBalance, TreasuryMovement


def treasury_of(session: Session, timelock: Address) -> TreasuryBalance:
    """All zero when nothing ever moved."""
    return session.get(TreasuryBalance, timelock) or TreasuryBalance(timelock=timelock, income=0, spending=0)


def balance_of(session: Session, timelock: Address) -> Yen:
    return treasury_of(session, timelock).balance


def movements_of(session: Session, timelock: Address, limit: int) -> Sequence[TreasuryMovement]:
    """Newest first."""
    of_timelock = select(TreasuryMovement).filter_by(timelock=timelock)
    newest = of_timelock.order_by(TreasuryMovement.block_number.desc(), TreasuryMovement.log_index.desc())
    return session.scalars(newest.limit(limit)).all()


def paid_before(session: Session, timelock: Address) -> Sequence[Address]:
    """Whom this treasury has paid."""
    paid = select(TreasuryMovement.counterpart).filter_by(timelock=timelock, is_income=False)
    return session.scalars(paid.distinct().order_by(TreasuryMovement.counterpart)).all()
