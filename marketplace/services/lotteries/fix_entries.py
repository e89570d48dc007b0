"""An officer fixes the entries on chain once they are over: the hash of the block after it decides the order."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.restricted import Lottery as LotteryAct
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.errors import NotOnChain
from marketplace.models import PublishState
from marketplace.models.lotteries import Lottery, LotteryState, entries_tree
from marketplace.models.lotteries.errors import LotteryNotReady, LotteryUnknown
from marketplace.queries.listings import address_of
from marketplace.queries.lotteries.pages import accounts_of, town_lottery
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign


class FixEntries:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, code: MunicipalityCode, number: int, officer: Address) -> ToSign:
        """Raises: LotteryUnknown, LotteryNotReady (open, no_entries, fixed, called_off), NotOnChain."""
        now = self.clock.now()
        with self.db.write() as session:
            view = town_lottery(session, code, number, now)
            if view.state is LotteryState.CALLED_OFF:
                raise LotteryNotReady(number, "called_off")
            if view.state is not LotteryState.CLOSED:
                is_early = view.state in (LotteryState.SOON, LotteryState.OPEN)
                raise LotteryNotReady(number, "open" if is_early else "fixed")
            accounts = accounts_of(session, number)
            if not accounts:
                raise LotteryNotReady(number, "no_entries")
            address = address_of(session, view.collection.number)
            if address is None:
                raise NotOnChain(view.collection.number)
            lottery = view.lottery
            lottery.entries_root, lottery.entries = entries_tree(number, accounts).root, len(accounts)
            lottery.officer, lottery.deadline = officer, unix(now + OFFICER_SIGNATURE_LIFE)
            return ToSign(str(number), self.contracts.market.lottery_message(_act(lottery, address)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        with self.db.write() as session:
            lottery = session.get(Lottery, int(subject), with_for_update={"of": Lottery})
            if lottery is None:
                raise LotteryUnknown(subject)
            if lottery.called_off_at is not None:
                raise LotteryNotReady(lottery.number, "called_off")
            address = address_of(session, lottery.collection_number)
            if address is None:
                raise NotOnChain(lottery.collection_number)
            call = self.contracts.market.fix_lottery(_act(lottery, address), lottery.officer, signature)
            name = f"marketplace.lottery:{lottery.number}"
            key = f"{name}:{lottery.deadline}"
            enqueue(session, call, key=key, subject=name, now=self.clock.now(), principal=lottery.officer)
            lottery.state = PublishState.PENDING


def _act(lottery: Lottery, collection: Address) -> LotteryAct:
    assert lottery.entries_root is not None  # set when the signature was asked for
    return LotteryAct(
        lottery_id=lottery.number,
        collection=collection,
        seed_hash=lottery.seed_hash,
        entries_root=lottery.entries_root,
        entries=lottery.entries,
        deadline=lottery.deadline,
    )
