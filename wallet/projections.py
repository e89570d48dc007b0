"""Chain logs to rows of the wallet domain: who is verified, as the identity registry tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from wallet.models.identity_binding import IdentityBinding


class IdentityProjector(FactProjector):
    name = "wallet.identities"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {IdentityBinding: ()}

    @on("IdentityRegistry", "PersonBound")
    def bound(self, log: LogRecord) -> Iterable[Row]:
        said = log.args
        yield _row(log, municipality=said["municipality"], level=said["level"], valid_until=said["validUntil"])

    @on("IdentityRegistry", "PersonRevoked")
    def revoked(self, log: LogRecord) -> Iterable[Row]:
        yield _row(log, municipality=None, level=0, valid_until=None)


def _row(log: LogRecord, **values: Any) -> Row:
    said = {name: log.args[name] for name in ("nullifier", "account", "revision")}
    return IdentityBinding, {**said, **values, "block_time": log.block_time}
