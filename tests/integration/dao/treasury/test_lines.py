"""A treasury's lines on the real chain: told what they were, exact to the yen, and the same after a rebuild."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from chain.clock import unix
from chain.db import Base, Database
from dao.models import TreasuryBalance, TreasuryMovement
from dao.models.treasury import MovementKind, SellingTown, origin_key
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.treasury import GRANT, NUMBER, PAID, ROYALTY, SHARE, trade


def test_income_less_spending_is_the_balance_on_chain_after_sale_resale_grant_and_payment(
    community: CommunityOnChain,
) -> None:
    traded = trade(community)
    page = community.dao.treasury.pages.year("uda", None, 1)
    on_chain = int(community.contracts.yen.balance_of(page.community.timelock))
    lines = list(community.dao.treasury.pages.lines(page.community))
    told = [(line.movement.kind, int(line.movement.amount), line.movement.municipality) for line in lines]
    assert told == [
        (MovementKind.SALE, SHARE, UDA),
        (MovementKind.ROYALTY, ROYALTY, UDA),
        (MovementKind.GRANT, GRANT, None),
        (MovementKind.PAYMENT, PAID, None),
    ]
    origins = [line.movement.origin for line in lines]
    assert origins == [origin_key("listing", NUMBER), origin_key("collection", traded.collection), "", ""]
    assert [line.paid_for.id if line.paid_for else None for line in lines] == [None, None, None, traded.proposal]
    balances = [int(line.balance or 0) for line in lines]
    assert balances == [SHARE, SHARE + ROYALTY, SHARE + ROYALTY + GRANT, traded.balance]
    assert page.sums.closing == page.now.balance == traded.balance == on_chain
    assert int(page.sums.income) - int(page.sums.spending) == on_chain
    towns = {one.town: {kind: int(amount) for kind, amount in one.kinds.items()} for one in page.sums.towns}
    sold = {MovementKind.SALE: SHARE, MovementKind.ROYALTY: ROYALTY}
    assert towns == {UDA: sold, None: {MovementKind.GRANT: GRANT}}
    before = _rows(community.db)
    community.indexer.rebuild()
    assert _rows(community.db) == before
    _agree_with_the_node(community)


def _agree_with_the_node(community: CommunityOnChain) -> None:
    pages = community.dao.treasury.pages
    for line in pages.year("uda", None, 1).lines:
        page = pages.transaction("uda", line.movement.tx_hash)
        chain = pages.on_chain(page)
        assert chain is not None and page.agrees_with(chain)
        assert page.block_time <= unix(community.clock.now())


def _rows(db: Database) -> list[Any]:
    tables: tuple[type[Base], ...] = (TreasuryMovement, TreasuryBalance, SellingTown)
    with db.read() as session:
        return [
            tuple(row)
            for table in tables
            for row in session.execute(select(table.__table__).order_by(*table.__table__.primary_key))
        ]
