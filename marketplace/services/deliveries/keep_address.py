"""The holder says where deliveries go. Sealed at rest, read by the seller alone with each look noted, and erased: some
days after the delivery it was for, at once when the token moves on, and whenever its holder wants."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database, OwnData
from chain.ids import Address
from marketplace.errors import ActExpired
from marketplace.models import RightRedemption, Token
from marketplace.models.addresses import PostalAddress
from marketplace.models.deliveries.errors import NotServed
from marketplace.models.deliveries.rows import ShippingAddress, ShippingAddressView
from marketplace.ports import Cipher, Signer
from marketplace.queries.admission.rights import right_at_door
from marketplace.queries.deliveries.tokens import ProduceView, produce_view
from marketplace.queries.holding.rights import TokenKey
from marketplace.queries.holding.tokens import held_by, name_of
from marketplace.services.deliveries.count_use import ask_ahead
from marketplace.signing import ToSign

PURPOSE = "shipping address"


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """`seen_at`: when the seller looked."""

    view: ProduceView
    address: PostalAddress | None
    seen_at: list[datetime]


class KeepAddress:
    """Does not check that a reader serves the right; ServeDeliveries does."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, cipher: Cipher, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.cipher = cipher
        self.signer = signer

    def of_holder(self, token: TokenKey, holder: Address) -> OwnAddress:
        """Raises: TokenUnknown, NotYours, NotServed."""
        with self.db.read() as session:
            held_by(session, token, holder)
            view = produce_view(session, token, self.clock.now())
            row = view.address
            return OwnAddress(view, self.open(row) if row else None, _looks(session, row.id) if row else [])

    def write(self, token: TokenKey, holder: Address, address: PostalAddress, *, is_standing: bool) -> ToSign | None:
        """In place of what was known before. Returns what a holder who keeps the key signs, so that a use is counted
        when the next delivery is sent.

        Raises: TokenUnknown, NotYours, NotServed (other_kind, used_up).
        """
        now, is_managed = self.clock.now(), self.signer.is_managed(holder)
        with self.db.write() as session:
            held_by(session, token, holder)
            view = produce_view(session, token, now)
            if not view.left:
                raise NotServed(name_of(token), "used_up")
            _erase(session, select(ShippingAddress.id).filter_by(collection=token[0], token_id=token[1]))
            row = ShippingAddress(
                collection=token[0], token_id=token[1], holder=holder, is_standing=is_standing,
                country=address.country_code, sealed=b"", created_at=now,
            )  # fmt: skip
            session.add(row)
            session.flush()
            row.sealed = self.cipher.seal(PURPOSE, json.dumps(address.as_json()).encode(), _bound_to(row.id))
            if is_managed:
                return None
            row.signed_id, asked = ask_ahead(session, self.contracts, right_at_door(session, token, now), now)
            return asked

    def complete(self, subject: str, signature: bytes) -> None:
        """The use that the holder signed ahead. A repeated call changes nothing. Raises: ActExpired."""
        with self.db.write() as session:
            row = session.get(RightRedemption, int(subject), with_for_update=True)
            if row is None or unix(self.clock.now()) >= row.deadline:
                raise ActExpired(subject)
            if row.signature is None:
                row.signature = signature

    def erase(self, token: TokenKey, holder: Address) -> None:
        """At the holder's wish. Twice does no harm. Raises: TokenUnknown, NotYours."""
        with self.db.write() as session:
            held_by(session, token, holder)
            _erase(session, select(ShippingAddress.id).filter_by(collection=token[0], token_id=token[1]))

    def open(self, row: ShippingAddress) -> PostalAddress:
        return PostalAddress(**json.loads(self.cipher.open(PURPOSE, row.sealed, _bound_to(row.id))))

    def note_looks(self, session: Session, rows: Iterable[ShippingAddress], viewer: Address) -> None:
        for row in rows:
            session.add(ShippingAddressView(address_id=row.id, viewer=viewer, viewed_at=self.clock.now()))

    def forget(self) -> int:
        """A job: what has served, and what a token left behind when it moved. Returns: how many addresses."""
        is_same = (Token.collection == ShippingAddress.collection) & (Token.token_id == ShippingAddress.token_id)
        due = (
            select(ShippingAddress.id)
            .outerjoin(Token, is_same)
            .where(
                or_(
                    ShippingAddress.erase_at <= self.clock.now(),
                    Token.owner.is_(None),
                    Token.owner != ShippingAddress.holder,
                )
            )
        )
        with self.db.read() as session:
            if session.scalar(due.limit(1)) is None:
                return 0
        with self.db.write() as session:
            gone = list(session.scalars(due))
            _erase(session, gone)
            return len(gone)

    def own_data(self, session: Session, person: Address) -> OwnData:
        """Where the person's deliveries go, and when a seller looked."""
        rows = list(session.scalars(select(ShippingAddress).filter_by(holder=person).order_by(ShippingAddress.id)))
        return {
            "shipping_addresses": [
                {"collection": row.collection, "token_id": row.token_id, **self.open(row).as_json()} for row in rows
            ],
            "shipping_address_views": [
                {"token_id": row.token_id, "viewed_at": seen} for row in rows for seen in _looks(session, row.id)
            ],
        }


def _erase(session: Session, ids: object) -> None:
    """With the notes of who looked."""
    session.execute(delete(ShippingAddressView).where(ShippingAddressView.address_id.in_(ids)))  # type: ignore[arg-type]
    session.execute(delete(ShippingAddress).where(ShippingAddress.id.in_(ids)))  # type: ignore[arg-type]


def _looks(session: Session, address_id: int) -> list[datetime]:
    found = select(ShippingAddressView.viewed_at).filter_by(address_id=address_id)
    return list(session.scalars(found.order_by(ShippingAddressView.id)))


def _bound_to(address_id: int) -> str:
    return f"shipping_address:{address_id}"
