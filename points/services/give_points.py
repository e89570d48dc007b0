"""A person gives points to another (譲渡), where the program allows it.

In the steps of a payment: reserve the lots; have each lot's act signed (by the managed wallet here, or by the giver's
own wallet one after the other); put each into the outbox, behind the claims of what a drop promised of that lot. What
is not signed in time goes back by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_from_number, day_number, end_of_day, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address, expiry_day_of_lot, program_of_lot
from chain.outbox import enqueue
from chain.units import Points
from points.acts import gift_act
from points.errors import GiftRefused, GiftShort, PointsShort, SignatureRequestExpired
from points.models import Gift, GiftPart, Merchant, MerchantOnChain
from points.models.gift import MOST_LOTS
from points.models.spending import LotAmount, plan_spend
from points.ports import AccountDirectory, Signer
from points.queries.balances import giveable_lots
from points.queries.programs import ProgramName, program_names
from points.services.drops.claim_entries import ClaimEntries
from points.services.reserve_payment import check_amount, check_request_key
from points.signing import ToSign, lock_signer, take_nonce

_MANAGED_LIFE = timedelta(hours=1)  # from signing to the block: long enough for a node that is away
_BROWSER_LIFE = timedelta(minutes=30)  # several lots are signed one after the other
_REASON = "points.gift"


@dataclass(frozen=True, slots=True)
class GiftLot:
    program: ProgramName
    expiry_day: date
    amount: Points


@dataclass(frozen=True, slots=True)
class GiftPlan:
    """`left`: what could still be given afterwards."""

    lots: list[GiftLot]
    left: Points


@dataclass(frozen=True, slots=True)
class GiftOrder:
    """`program` limits the gift to the points of one program."""

    giver: Address
    recipient: Address
    amount: Points
    request_key: str
    program: int | None = None

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        check_amount(self.amount)
        check_request_key(self.request_key)


class GivePoints:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        contracts: Contracts,
        signer: Signer,
        directory: AccountDirectory,
        claim_entries: ClaimEntries,
        daily_limit: Points,
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer
        self.directory = directory
        self.claim_entries = claim_entries
        self.daily_limit = daily_limit

    def find_recipient(self, giver: Address, member_number: str) -> Address:
        """By the member number alone: an e-mail address would tell who has an account.

        Raises: GiftRefused (unknown, self, shop).
        """
        text = member_number.strip()
        is_number = "@" not in text and "＠" not in text and not text.lower().startswith(("0x", "０ｘ"))
        found = self.directory.find_many([text]) if text and is_number else {}
        if text not in found:
            raise GiftRefused("unknown")
        with self.db.read() as session:
            self._check_recipient(session, giver, found[text])
        return found[text]

    def plan(self, order: GiftOrder) -> GiftPlan:
        """Which points would go, the earliest expiry first. Writes nothing.

        Raises: GiftRefused, GiftShort, Invalid.
        """
        order.check()
        with self.db.read() as session:
            lots, plan = self._plan(session, order)
            names = program_names(session, {program_of_lot(lot.lot_id) for lot in plan})
            shown = [_shown(lot, names) for lot in plan]
        return GiftPlan(shown, sum((lot.amount for lot in lots), Points(0)) - order.amount)

    def give(self, order: GiftOrder) -> int:
        """The id of the gift; with the same `request_key` always the same one.

        Raises: GiftRefused, GiftShort, Invalid.
        """
        order.check()
        is_managed = self.signer.is_managed(order.giver)
        gift = self._reserve(order, _MANAGED_LIFE if is_managed else _BROWSER_LIFE)
        if is_managed:
            for part in gift.parts:
                self._sign(gift, part)
        return gift.id

    def to_sign(self, part_id: int, giver: Address) -> ToSign:
        """What the giver's own wallet has to sign for one lot.

        Raises: NotFound for anybody else's gift, SignatureRequestExpired.
        """
        with self.db.read() as session:
            gift, part = _load(session, part_id)
            if gift.sender != giver:
                raise NotFound("gift", part_id)
            self._check_awaiting(part)
            return ToSign(str(part.id), self.contracts.points.gift_message(gift_act(gift, part)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Raises: NotFound, SignatureRequestExpired."""
        with self.db.write() as session:
            gift, part = _load(session, int(subject), for_update=True)
            if part.signature is not None:
                return
            self._check_awaiting(part)
            part.signature = signature
            promised = [one for one in self.claim_entries.claimable(session, gift.sender) if one.lot_id == part.lot_id]
            self.claim_entries.enqueue(session, [(one.campaign_id, one.index) for one in promised], gift.sender)
            name = f"points.gift:{part.id}"
            call = self.contracts.points.give(gift_act(gift, part), signature)
            enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=gift.sender)

    def _reserve(self, order: GiftOrder, life: timedelta) -> Gift:
        now = self.clock.now()
        with self.db.write() as session:
            lock_signer(session, order.giver)  # first: two acts of one person are planned one after the other
            known = select(Gift).where(Gift.sender == order.giver, Gift.request_key == order.request_key)
            if gift := session.scalar(known):
                return gift
            _, plan = self._plan(session, order)
            gift = Gift(
                sender=order.giver,
                recipient=order.recipient,
                amount=order.amount,
                request_key=order.request_key,
                created_at=now,
            )
            gift.parts = [self._part(session, gift, lot, unix(now + life)) for lot in plan]
            session.add(gift)
            session.flush()
            return gift

    def _part(self, session: Session, gift: Gift, lot: LotAmount, deadline: int) -> GiftPart:
        nonce = take_nonce(session, gift.sender, lot.lot_id).to_bytes(32)
        part = GiftPart(lot_id=lot.lot_id, amount=lot.amount, nonce=nonce, deadline=deadline, failure="")
        part.gift_id = self.contracts.points.gift_id(gift_act(gift, part))
        return part

    def _plan(self, session: Session, order: GiftOrder) -> tuple[list[LotAmount], list[LotAmount]]:
        """What may be given, and what of it goes."""
        now = self.clock.now()
        self._check_recipient(session, order.giver, order.recipient)
        lots = self._giveable(session, order, now)
        self._check_limit(session, order, now)
        try:
            plan = plan_spend(order.amount, lots, day_number(business_date(now)))
        except PointsShort as error:
            raise GiftShort(error.available) from error
        if len(plan) > MOST_LOTS:
            raise GiftRefused("too_many_lots", most=sum((lot.amount for lot in plan[:MOST_LOTS]), Points(0)))
        return lots, plan

    def _giveable(self, session: Session, order: GiftOrder, now: datetime) -> list[LotAmount]:
        """Points for verified people go to verified people alone; what is left may do as well."""
        is_verified = self.claim_entries.is_verified(session, order.giver)
        to_verified = self.claim_entries.is_verified(session, order.recipient)
        every = giveable_lots(session, order.giver, now, is_verified=is_verified)
        lots = giveable_lots(session, order.giver, now, is_verified=is_verified, to_verified=to_verified)
        if order.program is not None:
            every, lots = (
                [one for one in some if program_of_lot(one.lot_id) == order.program] for some in (every, lots)
            )
        if not every:
            raise GiftRefused("no_points")
        fitting = sum((lot.amount for lot in lots), Points(0))
        if fitting < order.amount <= sum((lot.amount for lot in every), Points(0)):
            raise GiftRefused("recipient_not_verified", left=fitting)
        return lots

    def _check_limit(self, session: Session, order: GiftOrder, now: datetime) -> None:
        given = given_on(session, order.giver, business_date(now), now)
        if given + order.amount > self.daily_limit:
            left = max(0, int(self.daily_limit) - int(given))
            raise GiftRefused("daily_limit", left=Points(left), limit=self.daily_limit)

    def _check_recipient(self, session: Session, giver: Address, recipient: Address) -> None:
        if recipient == giver:
            raise GiftRefused("self")
        shops = (MerchantOnChain.account, Merchant.account)
        if any(session.scalar(select(account).where(account == recipient).limit(1)) for account in shops):
            raise GiftRefused("shop")

    def _sign(self, gift: Gift, part: GiftPart) -> None:
        """Called outside any transaction. Repeating it does no harm."""
        if part.signature is None and not part.failure:
            typed_data = self.contracts.points.gift_message(gift_act(gift, part))
            self.complete(str(part.id), self.signer.sign_typed_data(gift.sender, typed_data, reason=_REASON))

    def _check_awaiting(self, part: GiftPart) -> None:
        if part.failure or unix(self.clock.now()) > part.deadline:
            raise SignatureRequestExpired()


def given_on(session: Session, giver: Address, day: date, now: datetime) -> Points:
    """What went out or is about to on a day in Japan; what failed or was never signed does not count."""
    end = end_of_day(day)
    total = (
        select(func.coalesce(func.sum(GiftPart.amount), 0))
        .join(Gift, Gift.id == GiftPart.gift_row_id)
        .where(
            Gift.sender == giver,
            Gift.created_at >= end - timedelta(days=1),
            Gift.created_at < end,
            GiftPart.failure == "",
            or_(GiftPart.signature.is_not(None), GiftPart.deadline >= unix(now)),
        )
    )
    return Points(int(session.scalar(total) or 0))


def _load(session: Session, part_id: int, *, for_update: bool = False) -> tuple[Gift, GiftPart]:
    part = session.get(GiftPart, part_id, with_for_update=for_update or None)
    if part is None:
        raise NotFound("gift", part_id)
    return session.get_one(Gift, part.gift_row_id), part


def _shown(lot: LotAmount, names: dict[int, ProgramName]) -> GiftLot:
    return GiftLot(names[program_of_lot(lot.lot_id)], day_from_number(expiry_day_of_lot(lot.lot_id)), lot.amount)
