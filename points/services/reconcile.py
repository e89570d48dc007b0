"""Reconciliation (突合): the chain is asked again and compared with SQL and with the books, figure by figure.

What SQL says is read in one transaction together with the block it stands at, and the chain is asked about that very
block. Changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from eth_abi import decode
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Conflict
from chain.ids import MunicipalityCode
from chain.indexer.finality import Head, head
from chain.indexer.models import IndexedBlock
from points.models import LotBalance, MerchantOnChain, Movement, MovementKind, ProgramOnChain
from points.models.reconciliation import Check, Compared, Reconciliation
from points.queries.books import payout_rows, settlement_rows
from points.queries.programs import of_programs

_AT_ONCE = 100  # questions in one round trip
_SUPPLY_SIGNS = {MovementKind.GRANT: 1, MovementKind.CLAIM: 1, MovementKind.SETTLEMENT: -1, MovementKind.EXPIRY: -1}
_TAKINGS_SIGNS = {MovementKind.PAYMENT: 1, MovementKind.REFUND: -1, MovementKind.SETTLEMENT: -1}
_Question = tuple[Compared, bytes]  # a row without the chain's side, and the call that asks for it


class Reconcile:
    def __init__(self, db: Database, contracts: Contracts) -> None:
        self.db = db
        self.contracts = contracts
        self.client = contracts.points.client

    def run(self, issuer: MunicipalityCode | None = None) -> Reconciliation:
        """Of one issuer's points, or of all.

        Raises: Conflict (not_indexed, reorganising), NodeUnavailable.
        """
        with self.db.read() as session:
            stands = head(session)
            if stands is None:
                raise Conflict("reconciliation", "not_indexed")
            known = session.get(IndexedBlock, stands.indexed)
            programs = _programs(session, issuer)
            questions = [*self._supply(session, programs), *self._takings(session, programs)]
            books = [*settlement_rows(session, issuer), *payout_rows(session, issuer)]
        self._same_chain(stands, known)
        rows = [*self._asked(questions, stands.indexed), *books]
        return Reconciliation(stands.indexed, stands.final, max(0, self.client.block_number() - stands.indexed), rows)

    def _supply(self, session: Session, programs: Sequence[int]) -> list[_Question]:
        """Each lot: what everybody holds of it, and what its movements left in being."""
        held = select(LotBalance.lot_id, func.sum(LotBalance.spendable + LotBalance.takings))
        held = held.where(of_programs(LotBalance.lot_id, programs)).group_by(LotBalance.lot_id)
        sql = {lot_id: int(amount) for lot_id, amount in session.execute(held)}
        books: dict[int, int] = defaultdict(int)
        for lot_id, _, kind, amount in _moved(session, programs):
            books[lot_id] += _SUPPLY_SIGNS.get(kind, 0) * amount
        encode = self.contracts.points.encode
        return [
            (
                Compared(Check.SUPPLY, str(lot), None, sql.get(lot, 0), books[lot], lot_id=lot),
                encode("supplyOf", lot),
            )
            for lot in sorted(sql.keys() | books.keys())
        ]

    def _takings(self, session: Session, programs: Sequence[int]) -> list[_Question]:
        """Each shop and lot: what it took and was not settled."""
        accounts = dict(session.execute(select(MerchantOnChain.merchant_id, MerchantOnChain.account)).all())
        held = select(MerchantOnChain.merchant_id, LotBalance.lot_id, LotBalance.takings).join(
            LotBalance, LotBalance.holder == MerchantOnChain.account
        )
        rows = session.execute(held.where(of_programs(LotBalance.lot_id, programs)))
        sql = {(shop, lot): int(amount) for shop, lot, amount in rows}
        books: dict[tuple[int, int], int] = defaultdict(int)
        for lot_id, shop, kind, amount in _moved(session, programs):
            if shop is not None and kind in _TAKINGS_SIGNS:
                books[shop, lot_id] += _TAKINGS_SIGNS[kind] * amount
        encode = self.contracts.points.encode
        return [
            (
                Compared(
                    Check.TAKINGS, f"{shop}/{lot}", None, sql.get((shop, lot), 0), books[shop, lot],
                    lot_id=lot, merchant_id=shop,
                ),
                encode("takingsOf", accounts[shop], lot),
            )
            for shop, lot in sorted(sql.keys() | books.keys())
            if shop in accounts
        ]  # fmt: skip

    def _same_chain(self, stands: Head, known: IndexedBlock | None) -> None:
        block = self.client.block(stands.indexed)
        if block is None or (known is not None and bytes.fromhex(block["hash"][2:]) != known.hash):
            raise Conflict("reconciliation", "reorganising")

    def _asked(self, questions: Sequence[_Question], block: int) -> list[Compared]:
        to, answers = self.contracts.points.address, []
        for start in range(0, len(questions), _AT_ONCE):
            part = questions[start : start + _AT_ONCE]
            calls = [("eth_call", [{"to": to, "data": "0x" + data.hex()}, hex(block)]) for _, data in part]
            answers += [int(decode(["uint256"], bytes.fromhex(found[2:]))[0]) for found in self.client.batch(calls)]
        return [replace(row, chain=answer) for (row, _), answer in zip(questions, answers, strict=True)]


def _programs(session: Session, issuer: MunicipalityCode | None) -> Sequence[int]:
    wanted = select(ProgramOnChain.program_id)
    return session.scalars(wanted if issuer is None else wanted.where(ProgramOnChain.issuer == issuer)).all()


def _moved(session: Session, programs: Sequence[int]) -> list[tuple[int, int | None, MovementKind, int]]:
    sums = (
        select(Movement.lot_id, Movement.merchant_id, Movement.kind, func.sum(Movement.amount))
        .where(of_programs(Movement.lot_id, programs))
        .group_by(Movement.lot_id, Movement.merchant_id, Movement.kind)
    )
    return [(lot, shop, MovementKind(kind), int(amount)) for lot, shop, kind, amount in session.execute(sums)]
