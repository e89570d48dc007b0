"""Which shops their town has suspended, as the chain says; a suspended shop's things are not sold."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BigInteger, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from chain.db import Base
from chain.indexer.facts import Fact


class SellerSuspension(Fact, Base):
    """A shop was suspended, or may sell again. The newest word counts."""

    __tablename__ = "seller_suspension"

    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    is_suspended: Mapped[bool] = mapped_column()


def suspended_of(session: Session, merchants: Collection[int]) -> set[int]:
    """Those of `merchants` that are suspended now."""
    if not merchants:
        return set()
    found = select(SellerSuspension).where(SellerSuspension.merchant_id.in_(merchants))
    in_order = found.order_by(SellerSuspension.block_number, SellerSuspension.log_index, SellerSuspension.part)
    newest = {one.merchant_id: one.is_suspended for one in session.scalars(in_order)}
    return {merchant_id for merchant_id, is_suspended in newest.items() if is_suspended}
