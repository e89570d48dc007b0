"""A projection of what created contracts emit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from bench.projection import BenchBase
from chain.db import AddressType
from chain.ids import Address
from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord


class Minting(Fact, BenchBase):
    __tablename__ = "bench_minting"

    address: Mapped[Address] = mapped_column(AddressType)
    serial: Mapped[int] = mapped_column(BigInteger)


class CloneProjector(FactProjector):
    name = "bench.clones"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {Minting: ()}

    @on("Collection", "Minted")
    def minted(self, log: LogRecord) -> Iterable[Row]:
        yield Minting, {"address": log.address, "serial": log.args["serial"]}
