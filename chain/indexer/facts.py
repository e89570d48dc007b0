"""A base for projectors: append-only facts, one row a log (or a part of one), and rows derived from them.

    class SaleFact(Fact, Base):                      # block_number, log_index, part are the primary key
        __tablename__ = "sale_fact"
        purchase_id: Mapped[bytes] = mapped_column(Bytes32, index=True)

    class SaleProjector(FactProjector):
        name = "marketplace.sales"
        tables = {SaleFact: ("purchase_id",)}        # the columns that name what must be derived again

        @on("Market", "Sold")
        def sold(self, log: LogRecord) -> Iterable[Row]:
            yield SaleFact, {"purchase_id": log.args["purchaseId"]}

        def derive(self, session: Session, touched: Touched) -> None:
            ...                                      # touched[SaleFact] == {(purchase_id,), …}: set rows as facts say

`derive` runs after facts came and after a rewind took facts away; it must give the same rows whatever the way there.
Running sums are kept by `deltas` instead (see sums.py), so that a holder with a million transfers costs no more than
one with two. A projector may do both, or only keep facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Integer, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from chain.indexer.bulk import insert_rows
from chain.indexer.projector import LogRecord


class Fact:
    """Mixin of a fact table: what one log said. Never updated; deleted only when its block is gone."""

    block_number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    log_index: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    part: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


Row = tuple[type[Fact], dict[str, Any]]
Touched = Mapping[type[Fact], set[tuple[Any, ...]]]
_Handler = Callable[[Any, LogRecord], Iterable[Row]]


def on(contract: str, event: str) -> Callable[[_Handler], _Handler]:
    """Mark a method as the reader of `event` of `contract`; it yields (fact table, values) pairs."""

    def mark(handler: _Handler) -> _Handler:
        handler.__dict__.setdefault("reads", []).append((contract, event))
        return handler

    return mark


class FactProjector:
    """Implements Projector. Subclasses set `name` and `tables` and mark readers with @on."""

    name: str
    events: frozenset[tuple[str, str]]
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]]
    _readers: ClassVar[dict[tuple[str, str], str]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._readers = {
            key: attribute
            for klass in reversed(cls.__mro__)
            for attribute, handler in vars(klass).items()
            for key in getattr(handler, "reads", ())
        }
        cls.events = frozenset(cls._readers)

    def apply(self, session: Session, logs: Sequence[LogRecord]) -> None:
        rows = self._rows(logs)
        for table, values in rows.items():
            insert_rows(session, table.__table__, values)  # type: ignore[attr-defined]
        self._follow(session, rows, 1)

    def rewind(self, session: Session, last_kept_block: int) -> None:
        rows: dict[type[Fact], list[dict[str, Any]]] = {}
        for table in self.tables:
            columns = table.__table__.columns  # type: ignore[attr-defined]
            gone = select(*columns).where(table.block_number > last_kept_block)
            rows[table] = [dict(row) for row in session.execute(gone).mappings()]
        for table in reversed(list(self.tables)):
            session.execute(delete(table).where(table.block_number > last_kept_block))
        self._follow(session, {table: values for table, values in rows.items() if values}, -1)

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        """Add (sign 1) or take back (sign -1) what these facts change in running sums. Default: there are none."""

    def derive(self, session: Session, touched: Touched) -> None:
        """Set the rows that depend on the facts named by `touched`. Default: there are none."""

    def _follow(self, session: Session, rows: Mapping[type[Fact], list[dict[str, Any]]], sign: int) -> None:
        for table, values in rows.items():
            self.deltas(session, table, values, sign)
        touched = {
            table: {tuple(row[name] for name in names) for row in rows[table]}
            for table, names in self.tables.items()
            if names and table in rows
        }
        if touched:
            self.derive(session, touched)
        session.expire_all()

    def _rows(self, logs: Sequence[LogRecord]) -> dict[type[Fact], list[dict[str, Any]]]:
        readers = {key: getattr(self, attribute) for key, attribute in self._readers.items()}
        rows: dict[type[Fact], list[dict[str, Any]]] = defaultdict(list)
        for log in logs:
            place = {"block_number": log.block_number, "log_index": log.log_index}
            for part, (table, values) in enumerate(readers[log.contract, log.event](log)):
                rows[table].append({**place, "part": part, **values})
        return rows
