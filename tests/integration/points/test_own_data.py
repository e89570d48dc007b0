"""What a person's copy says about their points: all of their own, nothing of others."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO

from app.own_data.gathering import gather
from app.own_data.packing import pack
from chain.units import Points
from points.services.give_points import GiftOrder
from tests.fixtures.points import Region


def test_a_copy_holds_ones_own_points_payments_gifts_and_lists_and_nobody_elses(region: Region) -> None:
    me, other = region.person("me@example.jp"), region.person("other@example.jp")
    program, shop = region.program(transferable=True), region.shop("=HYPERLINK()の店")
    region.grant(program, {me: 1_000, other: 77_777})
    payment = region.pay(shop, me, 300)
    region.refund(shop, payment, 50)
    region.settle()
    region.points.give_points.give(GiftOrder(me, other, Points(120), "gift-form-1"))
    region.pay(shop, other, 6_543)
    region.settle()
    packed = pack(gather(region.platform, me), region.platform.clock.now())
    with zipfile.ZipFile(BytesIO(packed)) as copy:
        found = {name: copy.read(name).decode("utf-8-sig") for name in copy.namelist()}
    tables = {name: json.loads(text) for name, text in found.items() if name.endswith(".json")}
    assert [row["amount"] for row in tables["points/history.json"]] == [1_000, -300, 50, -120]
    assert [row["amount"] for row in tables["points/balances.json"]] == [630]
    assert [(row["payment"], row["amount"]) for row in tables["points/refunds.json"]] == [(payment, 50)]
    assert [row["amount"] for row in tables["points/gifts.json"]] == [120]
    assert [(row["identifier"], row["amount"]) for row in tables["points/grant_lists.json"]] == [(me, 1_000)]
    assert len(tables["chain/transactions.json"]) >= 2
    assert "'=HYPERLINK()の店" in found["points/payments.csv"]  # no spreadsheet runs it
    everything = "".join(found.values())
    assert "other@example.jp" not in everything
    for amount in ("77777", "6543"):  # of the other; a hash may hold these digits by chance
        assert not re.search(rf"(?<![0-9a-f]){amount}(?![0-9a-f])", everything)
