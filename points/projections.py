"""Logs of RegionalPoints and MerchantRegistry as rows. Writes the tables of points/models/ledger.py and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, ClassVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from chain.indexer.facts import Fact, FactProjector, Row, Touched, on
from chain.indexer.projector import LogRecord
from chain.indexer.sums import add_to_sums
from chain.indexer.upserts import upsert
from points.models import (
    GrantedChunk,
    LotBalance,
    MerchantOnChain,
    MerchantRegistration,
    MerchantSuspension,
    Movement,
    MovementKind,
    PaymentOnChain,
    ProgramOnChain,
    RefundOnChain,
    SettlementOnChain,
)

_POINTS = "RegionalPoints"
_MERCHANTS = "MerchantRegistry"
_TRANSFERS = ("TransferSingle", "TransferBatch")
_MOST = 2**63 - 1  # a cap above it can never be reached, and no database column holds it


class PointsProjector(FactProjector):
    """Programs, movements, balances, grants, payments, refunds and settlements."""

    name = "points.ledger"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        Movement: (),
        ProgramOnChain: (),
        GrantedChunk: (),
        PaymentOnChain: (),
        RefundOnChain: (),
        SettlementOnChain: (),
    }

    def apply(self, session: Session, logs: Sequence[LogRecord]) -> None:
        super().apply(session, explained(logs))

    @on(_POINTS, "ProgramCreated")
    def program_created(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ProgramOnChain,
            {
                **_place(log),
                "program_id": args["programId"],
                "issuer": MunicipalityCode.from_number(args["issuer"]),
                "area_id": args["areaId"],
                "cap": min(args["cap"], _MOST),
                "first_day": args["firstDay"],
                "last_day": args["lastDay"],
                "is_paid": args["paid"],
                "is_transferable": args["transferable"],
                "is_verified_only": args["verifiedOnly"],
                "refunds_expired": args["refundsExpired"],
                "terms_hash": args["termsHash"],
            },
        )

    @on(_POINTS, "TransferSingle")
    def moved(self, log: LogRecord) -> Iterable[Row]:
        yield Movement, _movement(log, log.args["id"], log.args["value"])

    @on(_POINTS, "TransferBatch")
    def moved_many(self, log: LogRecord) -> Iterable[Row]:
        for lot_id, amount in zip(log.args["ids"], log.args["values"], strict=True):
            yield Movement, _movement(log, lot_id, amount)

    @on(_POINTS, "Granted")
    def granted(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        chunk = {"campaign_key": args["campaignId"], "chunk_index": args["index"]}
        yield GrantedChunk, {**_place(log), **chunk, "lot_id": args["id"], "total": args["total"]}

    @on(_POINTS, "Paid")
    def paid(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        who = {"holder": args["holder"], "merchant_id": args["merchantId"]}
        yield PaymentOnChain, {**_place(log), **who, "payment_id": args["paymentId"], "amount": args["amount"]}

    @on(_POINTS, "Refunded")
    def refunded(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        amounts = {"amount": args["amount"], "refunded_in_all": args["refundedInAll"]}
        which = {"payment_id": args["paymentId"], "merchant_id": args["merchantId"]}
        yield RefundOnChain, {**_place(log), **which, **amounts}

    @on(_POINTS, "Settled")
    def settled(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        which = {"settlement_id": args["settlementId"], "merchant_id": args["merchantId"]}
        issuer = MunicipalityCode.from_number(args["issuer"])
        yield SettlementOnChain, {**_place(log), **which, "issuer": issuer, "amount": args["amount"]}

    @on(_POINTS, "Expired")
    def expired(self, log: LogRecord) -> Iterable[Row]:
        """Only explains the transfer that it stands beside."""
        return ()

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        if table is Movement:
            add_to_sums(session, LotBalance, _balance_changes(rows, sign))


class MerchantProjector(FactProjector):
    """Registered merchants and whether they are suspended."""

    name = "points.merchants"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        MerchantRegistration: ("merchant_id",),
        MerchantSuspension: ("merchant_id",),
    }

    @on(_MERCHANTS, "MerchantRegistered")
    def registered(self, log: LogRecord) -> Iterable[Row]:
        municipality = MunicipalityCode.from_number(log.args["municipality"])
        values = {"merchant_id": log.args["merchantId"], "municipality": municipality, "account": log.args["account"]}
        yield MerchantRegistration, {**_place(log), **values}

    @on(_MERCHANTS, "MerchantSuspended")
    def suspended(self, log: LogRecord) -> Iterable[Row]:
        values = {"merchant_id": log.args["merchantId"], "is_suspended": log.args["suspended"]}
        yield MerchantSuspension, {**_place(log), **values}

    def derive(self, session: Session, touched: Touched) -> None:
        ids = {key[0] for keys in touched.values() for key in keys}
        found = session.scalars(select(MerchantRegistration).where(MerchantRegistration.merchant_id.in_(ids))).all()
        session.execute(delete(MerchantOnChain).where(MerchantOnChain.merchant_id.in_(ids)))
        rows = [
            {
                "merchant_id": one.merchant_id,
                "municipality": one.municipality,
                "account": one.account,
                "is_suspended": _is_suspended(session, one.merchant_id),
            }
            for one in found
        ]
        upsert(session, MerchantOnChain, rows)


def explained(logs: Sequence[LogRecord]) -> list[LogRecord]:
    """The same logs; each transfer knows what it was for. The contract moves points first and says then what for, so
    an act's event claims those transfers before it, in its transaction, that it can explain."""
    done: list[LogRecord] = []
    for _, transaction in groupby(logs, lambda log: (log.block_number, log.tx_hash)):
        waiting: list[LogRecord] = []
        for log in transaction:
            if log.event in _TRANSFERS:
                waiting.append(log)
                continue
            kind, explains, reference = _CLAIMS.get(log.event, _NOTHING)
            why = {"kind": kind, "reference": log.args.get(reference), "merchant_id": log.args.get("merchantId")}
            claimed = [transfer for transfer in waiting if explains(log.args, transfer.args)]
            waiting = [transfer for transfer in waiting if transfer not in claimed]
            done += [replace(transfer, args={**transfer.args, "why": why}) for transfer in claimed]
            done.append(log)
        done += waiting
    return done


Args = dict[str, Any]
Claim = tuple[MovementKind, Callable[[Args, Args], bool], str]
_NOTHING: Claim = (MovementKind.GIFT, lambda act, transfer: False, "")
_CLAIMS: dict[str, Claim] = {
    "Granted": (MovementKind.GRANT, lambda act, transfer: transfer["from"] == ZERO_ADDRESS, "campaignId"),
    "Paid": (
        MovementKind.PAYMENT,
        lambda act, transfer: transfer["from"] == act["holder"] and transfer["to"] != ZERO_ADDRESS,
        "paymentId",
    ),
    "Refunded": (
        MovementKind.REFUND,
        lambda act, transfer: ZERO_ADDRESS not in (transfer["from"], transfer["to"]),
        "paymentId",
    ),
    "Settled": (MovementKind.SETTLEMENT, lambda act, transfer: transfer["to"] == ZERO_ADDRESS, "settlementId"),
    "Expired": (
        MovementKind.EXPIRY,
        lambda act, transfer: (transfer["from"], transfer["to"]) == (act["holder"], ZERO_ADDRESS),
        "",
    ),
}


def _place(log: LogRecord) -> dict[str, Any]:
    return {"block_time": log.block_time, "tx_hash": log.tx_hash}


def _movement(log: LogRecord, lot_id: int, amount: int) -> dict[str, Any]:
    sender, recipient = log.args["from"], log.args["to"]
    why = log.args.get("why") or {"kind": _kind_unsaid(sender, recipient), "reference": None, "merchant_id": None}
    moved = {"lot_id": lot_id, "sender": sender, "recipient": recipient, "amount": amount}
    return {**_place(log), **moved, **why}


def _kind_unsaid(sender: Address, recipient: Address) -> MovementKind:
    if sender == ZERO_ADDRESS:
        return MovementKind.GRANT
    return MovementKind.EXPIRY if recipient == ZERO_ADDRESS else MovementKind.GIFT


def _balance_changes(rows: Sequence[Mapping[str, Any]], sign: int) -> dict[tuple[Address, int], list[int]]:
    changes: dict[tuple[Address, int], list[int]] = {}
    for row in rows:
        for holder, change in ((row["sender"], -row["amount"]), (row["recipient"], row["amount"])):
            if holder != ZERO_ADDRESS:
                changes.setdefault((holder, row["lot_id"]), [0])[0] += sign * change
    return dict(sorted(changes.items()))


def _is_suspended(session: Session, merchant_id: int) -> bool:
    latest = (
        select(MerchantSuspension.is_suspended)
        .where(MerchantSuspension.merchant_id == merchant_id)
        .order_by(MerchantSuspension.block_number.desc(), MerchantSuspension.log_index.desc())
        .limit(1)
    )
    return bool(session.scalar(latest))
