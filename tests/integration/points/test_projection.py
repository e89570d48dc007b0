"""The ledger can be thrown away and comes back the same, whole or in part."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.wiring import projectors
from chain.db import Base
from points.models import LotBalance, MerchantOnChain, Movement, PaymentOnChain, PaymentState
from points.projections import MerchantProjector, PointsProjector
from tests.fixtures.points import Region

TABLES: list[type[Base]] = [*PointsProjector.tables, *MerchantProjector.tables, LotBalance, MerchantOnChain]  # type: ignore[list-item]


def contents(region: Region) -> dict[str, list[Any]]:
    with region.platform.db.read() as session:
        return {
            model.__tablename__: sorted(map(repr, session.execute(select(*model.__table__.columns)).all()))
            for model in TABLES
        }


def live(region: Region) -> tuple[int, int]:
    """A shop, and a payment there that was partly given back and settled."""
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 900, region.person(): 100})
    payment_id = region.pay(shop, holder, 400)
    region.refund(shop, payment_id, 150)
    region.settle()
    from tests.fixtures.chain import UDA

    region.points.close_settlement.close(UDA, region.officer, region.today)
    region.settle()
    return shop, payment_id


def test_a_rebuild_gives_identical_tables(region: Region) -> None:
    live(region)
    before = contents(region)
    assert all(before[model.__tablename__] for model in (Movement, LotBalance, PaymentOnChain, MerchantOnChain))
    region.indexer.rebuild()
    while region.indexer.step():
        pass
    assert contents(region) == before


def test_projecting_in_one_piece_and_block_by_block_is_the_same(region: Region) -> None:
    live(region)
    before = contents(region)
    with region.platform.db.write() as session:
        for projector in projectors(region.platform):
            if projector.name.startswith("points."):
                projector.rewind(session, -1)
    assert not any(contents(region).values())
    region.indexer.rebuild()
    while region.indexer.step():
        pass
    assert contents(region) == before


def test_a_reorg_takes_a_payment_back_to_pending_and_its_points_stay_reserved(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 900})
    before = contents(region)
    payment_id = region.pay(shop, holder, 400)
    with region.platform.db.read() as session:
        block = session.scalars(select(PaymentOnChain.block_number)).one()
    with region.platform.db.write() as session:
        for projector in projectors(region.platform):
            if projector.name.startswith("points."):
                projector.rewind(session, block - 1)
    assert contents(region) == before
    assert region.payment(shop, payment_id).state is PaymentState.PENDING
    assert int(region.balance(holder).total) == 500
