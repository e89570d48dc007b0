"""The door scans a right's code and takes one of its uses (消込), in the same repeatable steps as a ticket's leg."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.collection import Redemption
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from marketplace.errors import TokenUnknown
from marketplace.models import Collection, Kind, Token, TokenActState
from marketplace.models.redemptions import RightRedemption
from marketplace.models.rules import UNLIMITED_USES
from marketplace.ports import Signer
from marketplace.queries.admission.rights import RightAtDoor, find_use, right_at_door, signed_uses
from marketplace.services.admission.door import SIGNATURE_LIFE, Door, Scan
from marketplace.services.admission.errors import (
    LentToAnother,
    NotHolder,
    PhoneSignatureNeeded,
    ScanInvalid,
    UsedAlready,
    WrongDate,
    WrongPlace,
)
from marketplace.services.holding.right_code import ReadRight, RightCodes

_REASON = "marketplace.redemption"


@dataclass(frozen=True, slots=True)
class DoorRight:
    """`left`: uses, before this one; None: as many as one likes."""

    collection: Collection
    token_id: int
    left: int | None


@dataclass(frozen=True, slots=True)
class Redeemed:
    """`left`: uses, after this one; None: as many as one likes."""

    redemption_id: int
    collection: Collection
    token_id: int
    left: int | None
    at: datetime
    error_name: str


class RedeemRight:
    """Does not check that `door.staff` works for the shop; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, signer: Signer, codes: RightCodes) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer
        self.codes = codes

    def look(self, door: Door, code: str) -> DoorRight:
        """Raises: Invalid (code, foreign), DoorClosed, NotHolder, LentToAnother, WrongPlace, WrongDate, UsedAlready."""
        read = self.codes.read(code)
        door.require_open()
        with self.db.read() as session:
            found = _good(session, door, read, self.clock.now())
            return DoorRight(found.holding.collection, read.token[1], _left(found, found.used))

    def redeem(self, door: Door, scan: Scan) -> Redeemed:
        """With a nonce that is known here already: what it became. Raises: as `look`, PhoneSignatureNeeded,
        ScanInvalid."""
        scan.check()
        read = self.codes.read(scan.code)
        is_managed = self.signer.is_managed(read.holder)
        redemption_id = self._reserve(door, scan, read, is_managed=is_managed)
        self.send(redemption_id)
        return self.redeemed(redemption_id)

    def redeemed(self, redemption_id: int) -> Redeemed:
        now = self.clock.now()
        with self.db.read() as session:
            row = session.get_one(RightRedemption, redemption_id)
            found = right_at_door(session, (row.collection, row.token_id), now)
            left = _left(found, row.use)
            return Redeemed(row.id, found.holding.collection, row.token_id, left, row.created_at, row.error_name)

    def _reserve(self, door: Door, scan: Scan, read: ReadRight, *, is_managed: bool) -> int:
        now, token = self.clock.now(), read.token
        with self.db.write() as session:
            session.get(Token, token, with_for_update=True)  # first: two doors must not take the same use
            if known := find_use(session, door.merchant_id, scan.nonce):
                if ((known.collection, known.token_id), known.holder) != (token, read.holder):
                    raise ScanInvalid("other")
                return known.id
            door.require_open()
            found = _good(session, door, read, now)
            if not is_managed:
                return _take_signed(session, found, door, scan, now).id
            row = RightRedemption(
                collection=token[0],
                token_id=token[1],
                holder=read.holder,
                place=door.merchant_id,
                door=door.merchant_id,
                use=found.used + 1,
                staff=door.staff,
                scan=scan.nonce,
                deadline=unix(now + SIGNATURE_LIFE),
                created_at=scan.moment(now),
            )
            session.add(row)
            session.flush()
            return row.id

    def send(self, redemption_id: int) -> None:
        """Sign a use that was reserved, and hand it to the chain. Twice does no harm."""
        with self.db.read() as session:
            row = session.get_one(RightRedemption, redemption_id)
            if row.state != TokenActState.AWAITING_SIGNATURE or unix(self.clock.now()) >= row.deadline:
                return
            asked = self.contracts.collection(row.collection).signed_message(redemption_act(row))
        signature = row.signature or self.signer.sign_typed_data(row.holder, asked, reason=_REASON)
        with self.db.write() as session:
            row = session.get_one(RightRedemption, redemption_id, with_for_update=True)
            if row.state != TokenActState.AWAITING_SIGNATURE:
                return
            row.signature, row.state = signature, TokenActState.PENDING
            name = f"marketplace.right_redemption:{row.id}"
            call = self.contracts.collection(row.collection).redeem(redemption_act(row), signature)
            enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=row.holder)


def redemption_act(row: RightRedemption) -> Redemption:
    return Redemption(row.token_id, row.holder, row.place, row.use, row.deadline)


def _good(session: Session, door: Door, read: ReadRight, now: datetime) -> RightAtDoor:
    """The right, when it may be used here and now by this person."""
    try:
        found = right_at_door(session, read.token, now)
    except TokenUnknown:
        raise NotHolder() from None
    standing = found.standing
    series = found.holding.collection
    is_served = series.kind in (Kind.PRODUCE, Kind.FIRST_REFUSAL)  # by its seller, not at a door
    if is_served or not standing.is_right or not door.serves(standing.rules.place, series.municipality):
        raise WrongPlace()
    require_usable(found, read.holder)
    return found


def _take_signed(session: Session, found: RightAtDoor, door: Door, scan: Scan, now: datetime) -> RightRedemption:
    """What the holder signed on their phone for this use, taken by this scan. Raises: PhoneSignatureNeeded."""
    token, standing = found.holding.token, found.standing
    holder = standing.lent_to or token.owner
    for row in signed_uses(session, (token.collection, token.token_id), holder, found.used + 1, now):
        if row.place in (door.merchant_id, 0):
            row.door, row.scan, row.staff, row.created_at = door.merchant_id, scan.nonce, door.staff, scan.moment(now)
            return row
    raise PhoneSignatureNeeded("right")


def require_usable(found: RightAtDoor, holder: Address) -> None:
    """By this person, now. Raises: NotHolder, LentToAnother, WrongDate, UsedAlready."""
    standing, owner, rules = found.standing, found.holding.token.owner, found.standing.rules
    if not standing.may_be_used_by(holder, owner):
        if holder == owner:
            raise LentToAnother(datetime.fromtimestamp(standing.lent_until, UTC))
        raise NotHolder()
    if standing.is_early:
        raise WrongDate("early", datetime.fromtimestamp(rules.valid_from, UTC))
    if standing.is_over:
        raise WrongDate("over", datetime.fromtimestamp(rules.valid_until, UTC))
    if found.used >= rules.uses:
        assert found.used_at is not None
        raise UsedAlready(found.used_at)


def _left(found: RightAtDoor, used: int) -> int | None:
    uses = found.standing.rules.uses
    return None if uses == UNLIMITED_USES else uses - used
