"""The report of sales: of the days asked for, as CSV without formulas, and to nobody else."""

from __future__ import annotations

from app.wiring import Platform
from chain.ids import Address
from marketplace.models import Order, SharePaid
from tests.web.marketplace.conftest import PAYEE, Market, address
from tests.web.selling.conftest import DESK, OFFER, OTHER_DESK, SHOP_DESK, Desks


def sell(desks: Desks, platform: Platform) -> None:
    """Two cards at 3,000 yen, of which a shop gets a third."""
    market = Market(platform)
    listing, buyer = market.offer(OFFER), desks.buyer()
    market.give_yen(buyer, 10_000)
    order = market.signed_order(listing, buyer, 2)
    market.arrive(order)
    with platform.db.write() as session:
        purchase = session.get_one(Order, order).purchase_id
        for place, (payee, amount) in enumerate(((PAYEE, 4_000), (address("薬草茶房"), 2_000))):
            paid = SharePaid(purchase_id=purchase, payee=Address(payee), amount=amount, part=0)
            paid.block_number, paid.log_index = 9, place
            session.add(paid)


def test_a_town_sees_all_and_a_shop_its_own(desks: Desks, platform: Platform) -> None:
    sell(desks, platform)
    desks.officer()
    page = desks.client.get(f"{DESK}/report").text
    assert page.count("6,000円") >= 3
    assert "2,000円" in page and "sales-chart__bar" in page
    csv = desks.client.get(f"{DESK}/report.csv")
    assert csv.text.startswith("\ufeff日時,作品,")
    assert len(csv.text.strip().split("\r\n")) == 3
    desks.shop()
    own = desks.client.get(f"{SHOP_DESK}/report?lang=en").text
    assert "¥2,000" in own and "6,000" not in own and "4,000" not in own
    assert "4000" not in desks.client.get(f"{SHOP_DESK}/report.csv").text
    desks.shop(72)
    assert "この期間の売上はありません" in desks.client.get(f"{OTHER_DESK}/report?lang=ja").text


def test_other_days_and_other_people(desks: Desks, platform: Platform) -> None:
    sell(desks, platform)
    desks.officer()
    assert "売上はありません" in desks.client.get(f"{DESK}/report?first=2020-01-01&last=2020-02-01").text
    assert "月ごとの売上" in desks.client.get(f"{DESK}/report?first=2026-01-01&last=2026-12-31").text
    for wrong in ("first=x", "first=2026-12-01&last=2026-11-01", "first=0001-01-01", "last=9999-12-31"):
        assert desks.client.get(f"{DESK}/report?{wrong}").status_code == 422, wrong
        assert desks.client.get(f"{DESK}/report.csv?{wrong}").status_code == 422, wrong
    desks.officer("163210")
    assert desks.client.get(f"{DESK}/report").status_code == 403
    desks.buyer()
    assert desks.client.get(f"{DESK}/report.csv").status_code == 403
    assert desks.client.get(f"{SHOP_DESK}/report.csv").status_code == 403
