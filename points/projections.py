"""Logs of RegionalPoints and MerchantRegistry as the rows of points/models/ledger.py, and as nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from chain.indexer.facts import Fact, FactProjector, Row, Touched, on
from chain.indexer.projector import LogRecord
from chain.indexer.sums import add_to_sums
from chain.indexer.upserts import upsert
from points.analytics.keeping import keep_rollups
from points.models import (
    DropClaim,
    DropOnChain,
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
    """Programs, movements, balances, grants, payments, refunds, settlements, and the roll-ups of them."""

    name = "points.ledger"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        Movement: (),
        ProgramOnChain: (),
        GrantedChunk: (),
        DropOnChain: (),
        DropClaim: (),
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

    @on(_POINTS, "DropPublished")
    def drop_published(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        promised = {"lot_id": args["id"], "total": args["total"], "entries_root": args["entriesRoot"]}
        yield DropOnChain, {**_place(log), "campaign_key": args["campaignId"], **promised}

    @on(_POINTS, "Claimed")
    def claimed(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        entry = {"campaign_key": args["campaignId"], "lot_id": args["lot"], "entry_index": args["index"]}
        yield DropClaim, {**_place(log), **entry, "holder": args["holder"], "amount": args["amount"]}

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
    @on(_POINTS, "Gifted")
    def beside(self, log: LogRecord) -> Iterable[Row]:
        """Only explains the transfer that it stands beside."""
        return ()

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        if table is Movement:
            add_to_sums(session, LotBalance, _balance_changes(rows, sign))
        keep_rollups(session, table, rows, sign)


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
    """The same logs; each transfer that an act made knows which. A refund says first what it is for and then moves that
    many points; the other acts move points first and then say what for."""
    done: list[LogRecord] = []
    for _, transaction in groupby(logs, lambda log: (log.block_number, log.tx_hash)):
        waiting: list[LogRecord] = []
        announced: tuple[LogRecord, int] | None = None
        for log in transaction:
            if log.event in _ANNOUNCING:
                announced = (log, log.args[_ANNOUNCING[log.event]])
                done.append(log)
            elif log.event not in _TRANSFERS:
                before = len(done)
                waiting = _claim(log, waiting, done)
                done.append(_with_lot(log, done[before:]) if log.event == "Claimed" else log)
            elif announced and announced[1] and _CLAIMS[announced[0].event].explains(announced[0].args, log.args):
                done.append(_explained_by(announced[0], log))
                announced = (announced[0], announced[1] - log.args["value"])
            else:
                waiting.append(log)
        done += waiting
    return done


def _claim(act: LogRecord, waiting: list[LogRecord], done: list[LogRecord]) -> list[LogRecord]:
    """Move to `done` the transfers that `act` explains; return the others."""
    claim = _CLAIMS.get(act.event)
    if claim is None:
        return waiting
    unclaimed = []
    for transfer in waiting:
        if claim.explains(act.args, transfer.args):
            done.append(_explained_by(act, transfer))
        else:
            unclaimed.append(transfer)
    return unclaimed


def _with_lot(claimed: LogRecord, transfers: Sequence[LogRecord]) -> LogRecord:
    """The lot of a claimed entry, which only its transfer names."""
    return replace(claimed, args={**claimed.args, "lot": transfers[-1].args["id"]})


def _explained_by(act: LogRecord, transfer: LogRecord) -> LogRecord:
    claim = _CLAIMS[act.event]
    why = {
        "kind": claim.kind,
        "reference": act.args.get(claim.reference),
        "merchant_id": act.args.get("merchantId"),
    }
    return replace(transfer, args={**transfer.args, "why": why})


Args = dict[str, Any]


class _Claim(NamedTuple):
    kind: MovementKind
    explains: Callable[[Args, Args], bool]  # (arguments of the act, of the transfer)
    reference: str = ""  # the act's parameter that names it


_ANNOUNCING = {"Refunded": "amount", "Gifted": "amount"}  # with the parameter that says how much follows
_CLAIMS: dict[str, _Claim] = {
    "Granted": _Claim(MovementKind.GRANT, lambda act, transfer: transfer["from"] == ZERO_ADDRESS, "campaignId"),
    "Claimed": _Claim(
        MovementKind.CLAIM,
        lambda act, transfer: (transfer["from"], transfer["to"]) == (ZERO_ADDRESS, act["holder"]),
        "campaignId",
    ),
    "Refunded": _Claim(
        MovementKind.REFUND, lambda act, transfer: ZERO_ADDRESS not in (transfer["from"], transfer["to"]), "paymentId"
    ),
    "Paid": _Claim(
        MovementKind.PAYMENT,
        lambda act, transfer: transfer["from"] == act["holder"] and transfer["to"] != ZERO_ADDRESS,
        "paymentId",
    ),
    "Gifted": _Claim(
        MovementKind.GIFT,
        lambda act, transfer: (transfer["from"], transfer["to"]) == (act["from"], act["to"]),
        "giftId",
    ),
    "Settled": _Claim(MovementKind.SETTLEMENT, lambda act, transfer: transfer["to"] == ZERO_ADDRESS, "settlementId"),
    "Expired": _Claim(
        MovementKind.EXPIRY,
        lambda act, transfer: (transfer["from"], transfer["to"]) == (act["holder"], ZERO_ADDRESS),
    ),
}

# What a movement does to (spendable points, a shop's takings) of its sender and of its recipient.
_EFFECTS: dict[MovementKind, tuple[tuple[int, int], tuple[int, int]]] = {
    MovementKind.GRANT: ((0, 0), (1, 0)),
    MovementKind.CLAIM: ((0, 0), (1, 0)),
    MovementKind.PAYMENT: ((-1, 0), (0, 1)),
    MovementKind.REFUND: ((0, -1), (1, 0)),
    MovementKind.SETTLEMENT: ((0, -1), (0, 0)),
    MovementKind.EXPIRY: ((-1, 0), (0, 0)),
    MovementKind.GIFT: ((-1, 0), (1, 0)),
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
    """In one order, so that two writers cannot lock each other out."""
    changes: dict[tuple[Address, int], list[int]] = {}
    for row in rows:
        for holder, effect in zip((row["sender"], row["recipient"]), _EFFECTS[row["kind"]], strict=True):
            if holder != ZERO_ADDRESS:
                sums = changes.setdefault((holder, row["lot_id"]), [0, 0])
                for place in (0, 1):
                    sums[place] += sign * effect[place] * row["amount"]
    return dict(sorted(changes.items()))


def _is_suspended(session: Session, merchant_id: int) -> bool:
    latest = (
        select(MerchantSuspension.is_suspended)
        .where(MerchantSuspension.merchant_id == merchant_id)
        .order_by(MerchantSuspension.block_number.desc(), MerchantSuspension.log_index.desc())
        .limit(1)
    )
    return bool(session.scalar(latest))
