"""Uses, loans and withdrawn asks of tokens, cards issued and re-bound, and resales, from the logs of collections and of
the Market."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from chain.ids import ZERO_ADDRESS
from chain.indexer.facts import Fact, FactProjector, Row, Touched, on
from chain.indexer.projector import LogRecord
from chain.indexer.upserts import in_slices, upsert
from marketplace.models import (
    AsksWithdrawn,
    CardIssued,
    CardRebound,
    Resale,
    ResaleFee,
    RightLoan,
    RightState,
    RightUse,
)

_TOKEN = ("collection", "token_id")
_States = dict[tuple[Any, ...], dict[str, Any]]


class RightProjector(FactProjector):
    name = "marketplace.rights"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        RightUse: _TOKEN,
        RightLoan: _TOKEN,
        AsksWithdrawn: _TOKEN,
        CardRebound: (),
        CardIssued: (),
        Resale: (),
        ResaleFee: (),
    }

    @on("Collection", "Redeemed")
    def redeemed(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        use = {"holder": args["holder"], "place": args["place"], "use": args["use"], "uses_left": args["usesLeft"]}
        yield RightUse, {**_token(log), **use}

    @on("Collection", "UpdateUser")
    def lent(self, log: LogRecord) -> Iterable[Row]:
        yield RightLoan, {**_token(log), "borrower": log.args["user"], "expires": log.args["expires"]}

    @on("Collection", "AsksWithdrawn")
    def withdrawn(self, log: LogRecord) -> Iterable[Row]:
        yield AsksWithdrawn, {**_token(log), "owner": log.args["owner"], "moves": log.args["moves"]}

    @on("Collection", "Rebound")
    def rebound(self, log: LogRecord) -> Iterable[Row]:
        yield CardRebound, {**_token(log), "former": log.args["from"], "current": log.args["to"]}

    @on("Market", "Issued")
    def issued(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield CardIssued, {**_token(log), "collection": args["collection"], "recipient": args["recipient"]}

    @on("Market", "Resold")
    def resold(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        same = {name: args[name] for name in ("collection", "seller", "buyer", "price", "royalty", "fee")}
        yield Resale, {**_token(log), **same, "offer_id": args["offerId"]}

    @on("Market", "ResaleFeeSet")
    def fee_set(self, log: LogRecord) -> Iterable[Row]:
        yield ResaleFee, {"receiver": log.args["receiver"], "basis_points": log.args["basisPoints"]}

    def derive(self, session: Session, touched: Touched) -> None:
        for keys in in_slices(sorted(set().union(*touched.values()))):
            states: _States = {}
            for use in session.scalars(_of(RightUse, keys)):
                _state(states, use)["used"] = use.use
            for loan in session.scalars(_of(RightLoan, keys)):
                _state(states, loan).update(borrower=loan.borrower, lent_until=loan.expires)
            for withdrawal in session.scalars(_of(AsksWithdrawn, keys)):
                _state(states, withdrawal)["withdrawals"] += 1
            gone = [one for one in keys if one not in states]
            if gone:
                session.execute(delete(RightState).where(tuple_(RightState.collection, RightState.token_id).in_(gone)))
            upsert(session, RightState, list(states.values()))


def _token(log: LogRecord) -> dict[str, Any]:
    return {
        "collection": log.address,
        "token_id": log.args["tokenId"],
        "block_time": log.block_time,
        "tx_hash": log.tx_hash,
    }


def _of(table: Any, keys: Any) -> Any:
    found = select(table).where(tuple_(table.collection, table.token_id).in_(keys))
    return found.order_by(table.block_number, table.log_index)


def _state(states: _States, fact: RightUse | RightLoan | AsksWithdrawn) -> dict[str, Any]:
    key = (fact.collection, fact.token_id)
    new = {
        "collection": fact.collection,
        "token_id": fact.token_id,
        "used": 0,
        "borrower": ZERO_ADDRESS,
        "lent_until": 0,
        "withdrawals": 0,
    }
    return states.setdefault(key, new)
