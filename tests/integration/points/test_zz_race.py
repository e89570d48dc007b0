from __future__ import annotations
import threading
from concurrent.futures import ThreadPoolExecutor
import points.services.charge_customer as module
from points.errors import PaymentCodeRefused

def test_race(region, monkeypatch):
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 1_000})
    sale = region.sale(shop, holder, 300)
    real = module.read_code
    barrier = threading.Barrier(2)
    if not region.platform.db.is_sqlite:
        def slow(*a):
            try: barrier.wait(2)
            except threading.BrokenBarrierError: pass
            return real(*a)
        monkeypatch.setattr(module, "read_code", slow)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: region.points.charge_customer.charge(sale), range(2)))
    assert len(set(found)) == 1
