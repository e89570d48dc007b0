"""The seller sends deliveries, which counts a use each; the holder says when one has arrived or got lost."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.events import record
from chain.ids import Address
from marketplace.events import RightServed
from marketplace.models import Collection, Kind, RightRedemption, Token, TokenActState
from marketplace.models.addresses import PostalAddress
from marketplace.models.deliveries.errors import AddressMissing, DeliveryClosed, DeliveryUnknown, NotServed
from marketplace.models.deliveries.rows import KEPT_AFTER_DELIVERY, Delivery, DeliveryState, ShippingAddress
from marketplace.models.selling.wording import plain_words
from marketplace.queries.admission.rights import RightAtDoor, right_at_door
from marketplace.queries.deliveries.tokens import (
    ProduceView,
    address_of,
    collections_of,
    produce_view,
    seller_of,
    tokens_of,
)
from marketplace.queries.holding.rights import TokenKey
from marketplace.queries.holding.tokens import name_of
from marketplace.queries.holdings import find_holding
from marketplace.services.admission.redeem_right import RedeemRight
from marketplace.services.deliveries.count_use import reserve_use
from marketplace.services.deliveries.keep_address import KeepAddress
from marketplace.services.selling.write_offer import Seller

# Not looked at for My Number: carriers number parcels with twelve digits, and one in eleven would look like one.
_TRACKING = re.compile(r"[0-9A-Za-z-]{0,40}")


@dataclass(frozen=True, slots=True)
class Parcel:
    """`number`: of the delivery among all of this token."""

    view: ProduceView
    number: int
    address: PostalAddress


@dataclass(frozen=True, slots=True)
class Shipment:
    carrier: str
    tracking: str

    def checked(self) -> Shipment:
        """Raises: Invalid."""
        tracking = unicodedata.normalize("NFKC", self.tracking).strip()
        if not _TRACKING.fullmatch(tracking):
            raise Invalid("tracking", "not_tracking")
        return Shipment(plain_words(self.carrier, "carrier", 40), tracking)


class ServeDeliveries:
    """Does not check that the person acts for `seller`; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, addresses: KeepAddress, redeem: RedeemRight) -> None:
        self.db = db
        self.clock = clock
        self.addresses = addresses
        self.redeem = redeem

    def due(self, seller: Seller) -> list[tuple[Collection, list[ProduceView]]]:
        """Each series with its tokens, the next season first. No addresses."""
        with self.db.read() as session:
            found = collections_of(session, seller.municipality, seller.merchant_id, [Kind.PRODUCE])
            return [(series, self._views(session, series)) for series in found]

    def parcels(self, seller: Seller, number: int, viewer: Address) -> list[Parcel]:
        """What can be sent of one series, with addresses; noted for each. Raises: DeliveryUnknown."""
        with self.db.write() as session:
            series = _own_series(session, seller, number)
            ready = [view for view in self._views(session, series) if view.is_ready and view.address]
            self.addresses.note_looks(session, [view.address for view in ready if view.address], viewer)
            return [Parcel(view, view.used + 1, self.addresses.open(view.address)) for view in ready if view.address]

    def send(self, seller: Seller, token: TokenKey, shipment: Shipment, by: Address) -> None:
        """The next delivery is on its way; its use is counted.

        Raises: TokenUnknown, DeliveryUnknown, AddressMissing, NotServed (used_up, lent), Invalid.
        """
        checked, now = shipment.checked(), self.clock.now()
        with self.db.write() as session:
            session.get(Token, token, with_for_update=True)  # first: one delivery is sent once
            found, address = self._ready(session, seller, token)
            use = found.used + 1
            redemption = reserve_use(session, found, by, address.signed_id, now)
            known = select(Delivery).filter_by(collection=token[0], token_id=token[1], use=use)  # the chain refused it
            delivery = session.scalar(known) or Delivery(collection=token[0], token_id=token[1], use=use)
            delivery.holder, delivery.redemption_id, delivery.state = address.holder, redemption.id, DeliveryState.SENT
            delivery.carrier, delivery.tracking = checked.carrier, checked.tracking
            delivery.sent_by, delivery.sent_at, delivery.times = by, now, delivery.times or 1
            session.add(delivery)
            session.flush()
            is_last = use >= found.standing.rules.uses
            if is_last or not address.is_standing:
                address.erase_at = now + KEPT_AFTER_DELIVERY
            record(session, _told(found.holding.collection, delivery, "sent"), now)
            redemption_id = redemption.id
        self.redeem.send(redemption_id)

    def send_again(self, seller: Seller, delivery_id: int, shipment: Shipment, by: Address) -> None:
        """What got lost, without another use. Raises: DeliveryUnknown, DeliveryClosed, AddressMissing, Invalid."""
        checked, now = shipment.checked(), self.clock.now()
        with self.db.write() as session:
            delivery = session.get(Delivery, delivery_id, with_for_update=True)
            if delivery is None:
                raise DeliveryUnknown(delivery_id)
            token = (delivery.collection, delivery.token_id)
            series = find_holding(session, *token).collection
            _require_seller(series, seller)
            if delivery.state != DeliveryState.MISSING:
                raise DeliveryClosed(delivery_id, "not_missing")
            address = address_of(session, token, delivery.holder)
            if address is None:
                raise AddressMissing(name_of(token), "none")
            delivery.carrier, delivery.tracking, delivery.sent_by = checked.carrier, checked.tracking, by
            delivery.state, delivery.sent_at, delivery.times = DeliveryState.SENT, now, delivery.times + 1
            if address.erase_at is not None:
                address.erase_at = now + KEPT_AFTER_DELIVERY
            record(session, _told(series, delivery, "sent_again"), now)

    def say(self, delivery_id: int, holder: Address, state: DeliveryState) -> TokenKey:
        """The holder says that it arrived, or that it did not; then the address stays to look into it.

        Returns: the token. Raises: DeliveryUnknown, DeliveryClosed.
        """
        now = self.clock.now()
        with self.db.write() as session:
            delivery = session.get(Delivery, delivery_id, with_for_update=True)
            if delivery is None or delivery.holder != holder:
                raise DeliveryUnknown(delivery_id)
            if delivery.state == DeliveryState.ARRIVED and state is not DeliveryState.ARRIVED:
                raise DeliveryClosed(delivery_id, "not_sent")
            delivery.state = state
            address = address_of(session, (delivery.collection, delivery.token_id), holder)
            if state is DeliveryState.MISSING and address is not None and address.erase_at is not None:
                address.erase_at = now + KEPT_AFTER_DELIVERY
            return delivery.collection, delivery.token_id

    def finish(self) -> int:
        """A job: uses that were reserved when the machine stopped. Returns: how many."""
        waiting = (
            select(RightRedemption.id)
            .join(Delivery, Delivery.redemption_id == RightRedemption.id)
            .where(RightRedemption.state == TokenActState.AWAITING_SIGNATURE)
            .where(RightRedemption.deadline > int(self.clock.now().timestamp()))
        )
        with self.db.read() as session:
            found = list(session.scalars(waiting))
        for redemption_id in found:
            self.redeem.send(redemption_id)
        return len(found)

    def _views(self, session: Session, series: Collection) -> list[ProduceView]:
        now = self.clock.now()
        views = [produce_view(session, token, now) for token in tokens_of(session, series)]
        return sorted(views, key=lambda view: (view.next is None, view.next.first if view.next else None, view.key))

    def _ready(self, session: Session, seller: Seller, token: TokenKey) -> tuple[RightAtDoor, ShippingAddress]:
        now = self.clock.now()
        view = produce_view(session, token, now)
        _require_seller(view.holding.collection, seller)
        if not view.left:
            raise NotServed(name_of(token), "used_up")
        if view.is_lent:
            raise NotServed(name_of(token), "lent")
        if view.address is None or view.address.erase_at is not None:
            raise AddressMissing(name_of(token), "none")
        if not view.is_signed:
            raise AddressMissing(name_of(token), "unsigned")
        return right_at_door(session, token, now), view.address


def _own_series(session: Session, seller: Seller, number: int) -> Collection:
    series = session.get(Collection, number)
    if series is None or series.kind != Kind.PRODUCE:
        raise DeliveryUnknown(number)
    _require_seller(series, seller)
    return series


def _require_seller(series: Collection, seller: Seller) -> None:
    """Raises: DeliveryUnknown."""
    if (series.municipality, seller_of(series)) != (seller.municipality, seller.merchant_id):
        raise DeliveryUnknown(series.number)


def _told(series: Collection, delivery: Delivery, outcome: str) -> RightServed:
    return RightServed(
        key=f"delivery:{delivery.id}:{delivery.times}",
        account=delivery.holder,
        outcome=outcome,
        collection=delivery.collection,
        token=delivery.token_id,
        name_ja=series.name_ja,
        name_en=series.name_en,
        carrier=delivery.carrier,
        tracking=delivery.tracking,
    )
