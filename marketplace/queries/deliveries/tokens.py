"""One right that its seller serves: what is left of it, when the next delivery is due, and who the seller is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import business_date
from chain.ids import Address, MunicipalityCode
from marketplace.models import ChainCollection, Collection, Kind, ProduceDetail, RightDetail, RightRedemption, Token
from marketplace.models.deliveries.errors import NotServed
from marketplace.models.deliveries.rows import Delivery, Exercise, ExerciseState, ShippingAddress
from marketplace.models.deliveries.schedule import Season, upcoming
from marketplace.queries.admission.rights import RightAtDoor, right_at_door
from marketplace.queries.holding.rights import TokenKey
from marketplace.queries.holding.tokens import name_of
from marketplace.queries.holdings import Holding

DECLARED_KINDS = (Kind.FIRST_REFUSAL, Kind.VIEWING)  # whose holder says when
_OPEN = (ExerciseState.AWAITING_SIGNATURE, ExerciseState.DECLARED)


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """`error_name`: why the chain did not count its use."""

    delivery: Delivery
    error_name: str


@dataclass(frozen=True, slots=True)
class ProduceView:
    """A token of a long-term purchase. `seasons`: of what is left, the next one first; `address`: its holder's own."""

    holding: Holding
    detail: ProduceDetail
    used: int
    is_lent: bool
    seasons: Sequence[Season]
    address: ShippingAddress | None
    is_signed: bool
    deliveries: Sequence[DeliveryView]  # the newest first

    @property
    def key(self) -> TokenKey:
        return self.holding.token.collection, self.holding.token.token_id

    @property
    def left(self) -> int:
        return self.detail.uses - self.used

    @property
    def next(self) -> Season | None:
        return self.seasons[0] if self.seasons else None

    @property
    def is_addressed(self) -> bool:
        """It is known where the next one goes. What is about to be erased was for one already sent."""
        return self.address is not None and self.is_signed and self.address.erase_at is None

    @property
    def is_ready(self) -> bool:
        """It can be sent."""
        return bool(self.left) and self.is_addressed and not self.is_lent


def produce_view(session: Session, token: TokenKey, now: datetime) -> ProduceView:
    """Raises: TokenUnknown, NotServed (other_kind)."""
    found = right_at_door(session, token, now)
    detail = found.holding.collection.typed_detail()
    if not isinstance(detail, ProduceDetail):
        raise NotServed(name_of(token), "other_kind")
    owner, bought = found.holding.token.owner, datetime.fromtimestamp(found.holding.token.minted_at, UTC)
    address = address_of(session, token, owner)
    return ProduceView(
        holding=found.holding,
        detail=detail,
        used=found.used,
        is_lent=found.standing.lent_to is not None,
        seasons=upcoming(
            detail.months, detail.per_year, detail.uses, found.used, business_date(bought), business_date(now)
        ),
        address=address,
        is_signed=address is not None and _is_signed(session, address, found, now),
        deliveries=_deliveries(session, token),
    )


def address_of(session: Session, token: TokenKey, owner: Address) -> ShippingAddress | None:
    """A former holder's is nobody's any more, also before it is erased."""
    found = select(ShippingAddress).filter_by(collection=token[0], token_id=token[1], holder=owner)
    return session.scalar(found)


def collections_of(
    session: Session, municipality: MunicipalityCode, merchant_id: int | None, kinds: Iterable[Kind]
) -> list[Collection]:
    """Those that a town or a shop itself sells and serves; a town does not see into its shops' here."""
    found = select(Collection).where(Collection.municipality == municipality, Collection.kind.in_(list(kinds)))
    ordered = session.scalars(found.order_by(Collection.number))
    return [one for one in ordered if seller_of(one) == merchant_id]


def seller_of(collection: Collection) -> int | None:
    """The shop that serves it; None: the town itself."""
    detail = collection.typed_detail()
    return (detail.merchant_id or None) if isinstance(detail, RightDetail) else None


def tokens_of(session: Session, collection: Collection) -> list[TokenKey]:
    found = (
        select(Token.collection, Token.token_id)
        .join(ChainCollection, ChainCollection.address == Token.collection)
        .where(ChainCollection.number == collection.number)
    )
    return [(row.collection, row.token_id) for row in session.execute(found.order_by(Token.token_id))]


def exercises_of(session: Session, token: TokenKey, holder: Address) -> list[Exercise]:
    """What its holder declared, the newest first."""
    found = select(Exercise).filter_by(collection=token[0], token_id=token[1], holder=holder)
    return list(session.scalars(found.order_by(Exercise.id.desc())))


def open_exercise(session: Session, token: TokenKey, holder: Address) -> Exercise | None:
    return next((one for one in exercises_of(session, token, holder) if one.state in _OPEN), None)


def _is_signed(session: Session, address: ShippingAddress, found: RightAtDoor, now: datetime) -> bool:
    if address.signed_id is None:
        return True
    row = session.get_one(RightRedemption, address.signed_id)
    return row.signature is not None and row.use == found.used + 1 and row.deadline > now.timestamp()


def _deliveries(session: Session, token: TokenKey) -> list[DeliveryView]:
    found = (
        select(Delivery, RightRedemption.error_name)
        .join(RightRedemption, RightRedemption.id == Delivery.redemption_id)
        .where(Delivery.collection == token[0], Delivery.token_id == token[1])
    )
    rows = session.execute(found.order_by(Delivery.use.desc()))
    return [DeliveryView(delivery, error_name) for delivery, error_name in rows]
