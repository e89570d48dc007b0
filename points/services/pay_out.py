"""Payouts (振込): settlements that are on chain become one bank file, each once; what comes back is paid again."""

from __future__ import annotations

from datetime import date, datetime

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from points.errors import BatchNotOpen, MoneyDeskIncomplete, NothingToPay
from points.models import BatchState, MoneyDesk, Payout, PayoutBatch, ReturnReason
from points.models.banking_days import is_banking_day
from points.queries.payout_accounts import PayoutAccountView
from points.queries.payouts import Payable, load_batch, payables
from points.zengin import AccountKind, Sender, Transfer, TransferFile, long_name, write_file
from points.zengin.banks import find_branch

_PAYEE_WIDTH = 30
_NEXT = {BatchState.MADE: BatchState.SENT, BatchState.SENT: BatchState.DONE}


class PayOut:
    """Does not check that the officer may; the surface does by role. Only people bring a file to the bank: nothing
    here moves money."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def make_batch(self, municipality: MunicipalityCode, officer: Address, transfer_day: date) -> int:
        """A batch of everything that can be transferred; what cannot stays in the list with its reason.

        Raises: Invalid (past, not_banking_day), MoneyDeskIncomplete, NothingToPay.
        """
        now = self.clock.now()
        if transfer_day < business_date(now):
            raise Invalid("transfer_day", "past")
        if not is_banking_day(transfer_day):
            raise Invalid("transfer_day", "not_banking_day")
        with self.db.write() as session:
            desk = session.get(MoneyDesk, municipality, with_for_update=True)  # one batch of a town at a time
            if desk is None or not desk.has_bank_account:
                raise MoneyDeskIncomplete()
            ready = [(one, one.account) for one in payables(session, municipality) if one.obstacle is None]
            transfers = tuple(_transfer(one, account) for one, account in ready if account)
            if not transfers:
                raise NothingToPay()
            batch = PayoutBatch(
                municipality=municipality,
                transfer_day=transfer_day,
                file=write_file(TransferFile(_sender(desk), transfer_day, transfers)),
                state=BatchState.MADE,
                made_by=officer,
                made_at=now,
                changed_by=officer,
                changed_at=now,
                payouts=[_payout(one, account) for one, account in ready if account],
            )
            session.add(batch)
            session.flush()
            return batch.id

    def advance(self, municipality: MunicipalityCode, officer: Address, batch_id: int, to: BatchState) -> None:
        """Made, sent, done: one step. To where it is already: nothing.

        Raises: NotFound, BatchNotOpen.
        """
        with self.db.write() as session:
            batch = load_batch(session, municipality, batch_id, for_update=True)
            if batch.state == to:
                return
            if _NEXT.get(BatchState(batch.state)) is not to:
                raise BatchNotOpen(batch.state)
            batch.state, batch.changed_by, batch.changed_at = to, officer, self.clock.now()

    def cancel(self, municipality: MunicipalityCode, officer: Address, batch_id: int) -> None:
        """Give up a batch that the bank never got; its settlements wait again.

        Raises: NotFound, BatchNotOpen (the bank has it).
        """
        now = self.clock.now()
        with self.db.write() as session:
            batch = load_batch(session, municipality, batch_id, for_update=True)
            if batch.state == BatchState.CANCELLED:
                return
            if batch.state != BatchState.MADE:
                raise BatchNotOpen(batch.state)
            batch.state, batch.changed_by, batch.changed_at = BatchState.CANCELLED, officer, now
            for payout in batch.payouts:
                _give_back(payout, officer, ReturnReason.CANCELLED, now)

    def mark_returned(
        self, municipality: MunicipalityCode, officer: Address, batch_id: int, payout_id: int, reason: ReturnReason
    ) -> None:
        """The bank sent a transfer back; its settlement waits for the next batch. Twice does no harm.

        Raises: NotFound, BatchNotOpen (the bank does not have it).
        """
        with self.db.write() as session:
            batch = load_batch(session, municipality, batch_id, for_update=True)
            payout = next((one for one in batch.payouts if one.id == payout_id), None)
            if payout is None:
                raise NotFound("payout", payout_id)
            if batch.state not in (BatchState.SENT, BatchState.DONE):
                raise BatchNotOpen(batch.state)
            if payout.returned_at is None:
                _give_back(payout, officer, reason, self.clock.now())


def _give_back(payout: Payout, officer: Address, reason: ReturnReason, now: datetime) -> None:
    payout.returned_at, payout.returned_by, payout.return_reason = now, officer, reason


def _sender(desk: MoneyDesk) -> Sender:
    branch = find_branch(desk.bank_code, desk.branch_code)
    return Sender(
        consignor_code=desk.consignor_code,
        consignor_name=desk.consignor_name,
        bank_code=desk.bank_code,
        bank_name=branch.bank_kana,
        branch_code=desk.branch_code,
        branch_name=branch.branch_kana,
        account_kind=AccountKind(desk.account_kind),
        account_number=desk.account_number,
    )


def _transfer(one: Payable, account: PayoutAccountView) -> Transfer:
    """The shop's number and the settlement's stand in the file, so that a return says which it was."""
    return Transfer(
        bank_code=account.bank_code,
        bank_name=account.bank_kana,
        branch_code=account.branch_code,
        branch_name=account.branch_kana,
        account_kind=account.kind,
        account_number=account.number,
        payee=long_name(account.holder_kana, _PAYEE_WIDTH),
        amount=one.amount,
        customer_one=one.merchant_id,
        customer_two=one.settlement_row_id,
    )


def _payout(one: Payable, account: PayoutAccountView) -> Payout:
    return Payout(
        settlement_row_id=one.settlement_row_id,
        merchant_id=one.merchant_id,
        amount=one.amount,
        bank_code=account.bank_code,
        branch_code=account.branch_code,
        account_kind=int(account.kind),
        account_number=account.number,
        holder_kana=account.holder_kana,
    )
