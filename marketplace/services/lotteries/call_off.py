"""An officer calls a lottery off before its entries are fixed: on chain, so that it can never be drawn, and with a
reason that everybody who entered is told once the chain has it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.restricted import LotteryCancellation
from chain.db import Database
from chain.events import record
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.errors import NotOnChain
from marketplace.events import LotteryCalledOff
from marketplace.models.lotteries import ChainLotteryCancelled, Lottery, LotteryEntry, LotteryState
from marketplace.models.lotteries.errors import LotteryNotReady, LotteryUnknown
from marketplace.models.selling.wording import plain_words
from marketplace.queries.listings import address_of
from marketplace.queries.lotteries.pages import town_lottery
from marketplace.services.catalogue.put_entry import set_open
from marketplace.services.lotteries.open_lottery import lottery_subject
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign

LONGEST_REASON = 500
_MAY_END = (LotteryState.SOON, LotteryState.OPEN, LotteryState.CLOSED)
_MOST_AT_ONCE = 200


class CallOff:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, code: MunicipalityCode, number: int, officer: Address, reason: str) -> ToSign:
        """Raises: LotteryUnknown, LotteryNotReady (too_late, called_off), Invalid (reason), NotOnChain."""
        because, now = plain_words(reason, "reason", LONGEST_REASON, lines=True), self.clock.now()
        with self.db.write() as session:
            view = town_lottery(session, code, number, now)
            _require_in_time(view.state, number)
            lottery = view.lottery
            lottery.called_off_because, lottery.officer = because, officer
            lottery.deadline = unix(now + OFFICER_SIGNATURE_LIFE)
            act = _act(session, lottery)
            return ToSign(str(number), self.contracts.market.lottery_cancellation_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Nobody enters any more, and it is handed to the chain. A repeated call changes nothing.

        Raises: LotteryUnknown, LotteryNotReady (too_late).
        """
        now = self.clock.now()
        with self.db.write() as session:
            lottery = session.get(Lottery, int(subject), with_for_update={"of": Lottery})
            if lottery is None:
                raise LotteryUnknown(subject)
            if lottery.called_off_at is not None:
                return
            view = town_lottery(session, lottery.collection.municipality, lottery.number, now)
            _require_in_time(view.state, lottery.number)
            call = self.contracts.market.cancel_lottery(_act(session, lottery), lottery.officer, signature)
            name = f"marketplace.lottery_off:{lottery.number}"
            key = f"{name}:{lottery.deadline}"
            enqueue(session, call, key=key, subject=name, now=now, principal=lottery.officer)
            lottery.called_off_at, lottery.error_name = now, ""
            set_open(session, lottery_subject(lottery.number), False)

    def tell(self) -> int:
        """Tells those who entered, when the chain has it. Returns: how many were told."""
        due = (
            select(LotteryEntry, Lottery)
            .join(Lottery, Lottery.number == LotteryEntry.lottery_number)
            .join(ChainLotteryCancelled, ChainLotteryCancelled.number == Lottery.number)
            .where(LotteryEntry.was_told.is_(False), Lottery.called_off_at.is_not(None))
            .order_by(LotteryEntry.id)
            .limit(_MOST_AT_ONCE)
        )
        with self.db.write() as session:
            found = list(session.execute(due))
            for entry, lottery in found:
                entry.was_told = True
                record(session, _event(entry, lottery), self.clock.now())
            return len(found)


def _require_in_time(state: LotteryState, number: int) -> None:
    if state is LotteryState.CALLED_OFF:
        raise LotteryNotReady(number, "called_off")
    if state not in _MAY_END:
        raise LotteryNotReady(number, "too_late")


def _act(session: Session, lottery: Lottery) -> LotteryCancellation:
    address = address_of(session, lottery.collection_number)
    if address is None:
        raise NotOnChain(lottery.collection_number)
    return LotteryCancellation(lottery.number, address, lottery.deadline)


def _event(entry: LotteryEntry, lottery: Lottery) -> LotteryCalledOff:
    return LotteryCalledOff(
        lottery=lottery.number,
        account=entry.account,
        reason=lottery.called_off_because,
        name_ja=lottery.collection.name_ja,
        name_en=lottery.collection.name_en,
    )
