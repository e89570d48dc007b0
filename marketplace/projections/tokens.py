"""Who owns which token, from the collections' Transfer logs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from chain.ids import ZERO_ADDRESS
from chain.indexer.facts import Fact, FactProjector, Row, Touched, on
from chain.indexer.projector import LogRecord
from chain.indexer.upserts import in_slices, upsert
from marketplace.models import Token, TokenTransfer


class TokenProjector(FactProjector):
    name = "marketplace.tokens"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {TokenTransfer: ("collection", "token_id")}

    @on("Collection", "Transfer")
    def transferred(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            TokenTransfer,
            {
                "collection": log.address,
                "token_id": args["tokenId"],
                "sender": args["from"],
                "receiver": args["to"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    def derive(self, session: Session, touched: Touched) -> None:
        for keys in in_slices(sorted(touched.get(TokenTransfer, ()))):
            key = tuple_(TokenTransfer.collection, TokenTransfer.token_id)
            found = select(TokenTransfer).where(key.in_(keys))
            tokens: dict[tuple[Any, ...], dict[str, Any]] = {}
            for move in session.scalars(found.order_by(TokenTransfer.block_number, TokenTransfer.log_index)):
                _follow(tokens, move)
            gone = [one for one in keys if one not in tokens]
            if gone:
                session.execute(delete(Token).where(tuple_(Token.collection, Token.token_id).in_(gone)))
            upsert(session, Token, list(tokens.values()))


def _follow(tokens: dict[tuple[Any, ...], dict[str, Any]], move: TokenTransfer) -> None:
    key = (move.collection, move.token_id)
    if move.receiver == ZERO_ADDRESS:
        tokens.pop(key, None)
        return
    known = tokens.get(key)
    tokens[key] = {
        "collection": move.collection,
        "token_id": move.token_id,
        "owner": move.receiver,
        "minted_at": known["minted_at"] if known else move.block_time,
        "since": move.block_time,
    }
