"""What happens to tokens beside buying: uses of a right, loans, resales, cards issued and re-bound. Only projectors
write here; RightState is derived from the facts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32, YenType
from chain.ids import Address
from chain.indexer.facts import Fact
from chain.units import Yen


class RightUse(Fact, Base):
    """One use of a right at a place (Redeemed). `use` counts from 1."""

    __tablename__ = "right_use"
    __table_args__ = (Index("ix_right_use_token", "collection", "token_id"),)

    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)  # its user while it was lent
    place: Mapped[int] = mapped_column(BigInteger, index=True)  # a merchant id
    use: Mapped[int]
    uses_left: Mapped[int]
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class RightLoan(Fact, Base):
    """A right lent until `expires` (UpdateUser); to the zero address: given back before its time."""

    __tablename__ = "right_loan"
    __table_args__ = (Index("ix_right_loan_token", "collection", "token_id"),)

    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    borrower: Mapped[Address] = mapped_column(AddressType, index=True)
    expires: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class AsksWithdrawn(Fact, Base):
    """Everything signed for the token until then is void."""

    __tablename__ = "asks_withdrawn"
    __table_args__ = (Index("ix_asks_withdrawn_token", "collection", "token_id"),)

    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    owner: Mapped[Address] = mapped_column(AddressType)
    moves: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class CardRebound(Fact, Base):
    """A locked card that followed its person to a new account; the move itself is a TokenTransfer too."""

    __tablename__ = "card_rebound"
    __table_args__ = (Index("ix_card_rebound_token", "collection", "token_id"),)

    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    former: Mapped[Address] = mapped_column(AddressType, index=True)
    current: Mapped[Address] = mapped_column(AddressType, index=True)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class CardIssued(Fact, Base):
    """One token without a sale (Issued); its mint is a TokenTransfer too."""

    __tablename__ = "card_issued"
    __table_args__ = (Index("ix_card_issued_token", "collection", "token_id"),)

    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    recipient: Mapped[Address] = mapped_column(AddressType, index=True)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class Resale(Fact, Base):
    """A token sold by one holder to another. The seller got the price without royalty and fee."""

    __tablename__ = "resale"
    __table_args__ = (Index("ix_resale_token", "collection", "token_id"),)

    offer_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    seller: Mapped[Address] = mapped_column(AddressType, index=True)
    buyer: Mapped[Address] = mapped_column(AddressType, index=True)
    price: Mapped[Yen] = mapped_column(YenType)
    royalty: Mapped[Yen] = mapped_column(YenType)
    fee: Mapped[Yen] = mapped_column(YenType)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)

    @property
    def proceeds(self) -> Yen:
        return Yen(int(self.price) - int(self.royalty) - int(self.fee))


class ResaleFee(Fact, Base):
    """The platform's part of resales from then on."""

    __tablename__ = "resale_fee"

    receiver: Mapped[Address] = mapped_column(AddressType)
    basis_points: Mapped[int]


class RightState(Base):
    """How often a token was used, to whom it is lent, and how often its asks were withdrawn; a token without
    any of these has no row. `borrower` is nobody's once `lent_until` is over."""

    __tablename__ = "right_state"

    collection: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    token_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    used: Mapped[int]
    borrower: Mapped[Address] = mapped_column(AddressType, index=True)  # the zero address: not lent
    lent_until: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    withdrawals: Mapped[int] = mapped_column(BigInteger)
