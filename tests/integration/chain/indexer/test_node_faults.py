"""A node that answers late, refuses, cuts, lags, repeats or omits: nothing wrong is written, and in the end all is."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from chain.client import NodeClient, RpcError
from chain.errors import NodeUnavailable
from chain.indexer.reading import InconsistentAnswer
from tests.faults.rpc_proxy import Fault, RpcProxy
from tests.fixtures.waiting import wait_until
from tests.integration.chain.indexer.world import World

_EXPECTED = (NodeUnavailable, RpcError, InconsistentAnswer)


def catch_up_through_faults(world: World, proxy: RpcProxy) -> None:
    """As `Indexer.run` does: an expected error changes nothing and is tried again."""
    indexer = world.indexer(NodeClient(proxy.url, timeout_seconds=0.5))
    for _ in range(60):
        try:
            if not indexer.step():
                world.assert_sql_equals_chain()
                return
        except _EXPECTED:
            continue
        except AssertionError:  # a lagging node: complete as far as it goes
            continue
    raise AssertionError("never caught up")


@pytest.mark.parametrize("fault", [Fault.LATE_ANSWER, Fault.CUT, Fault.REFUSE, Fault.UNAVAILABLE, Fault.TRUNCATE])
@pytest.mark.parametrize("method", ["eth_getLogs", None])
def test_a_bad_line_delays_and_changes_nothing(world: World, proxy: RpcProxy, fault: Fault, method: str | None) -> None:
    world.happen(6)
    injected = proxy.inject(fault, method=method, times=3, seconds=0.8)
    catch_up_through_faults(world, proxy)
    assert injected.fired == 3 or method is not None


def test_a_node_error_is_tried_again(world: World, proxy: RpcProxy) -> None:
    world.happen(6)
    injected = proxy.inject(Fault.ERROR, method="eth_getLogs", times=2, message="query timeout exceeded")
    catch_up_through_faults(world, proxy)
    assert injected.fired == 2


def test_repeated_logs_are_written_once(world: World, proxy: RpcProxy) -> None:
    world.happen(6)
    injected = proxy.inject(Fault.REPEAT_LOGS, method="eth_getLogs", times=2)
    catch_up_through_faults(world, proxy)
    assert injected.fired >= 1


@pytest.mark.parametrize("which", [lambda log: True, lambda log: int(log["logIndex"], 16) == 3])
def test_omitted_logs_are_noticed(world: World, proxy: RpcProxy, which: Callable[[dict[str, str]], bool]) -> None:
    world.happen(6)
    injected = proxy.inject(Fault.OMIT_LOGS, method="eth_getLogs", times=2, omit=which)
    catch_up_through_faults(world, proxy)
    assert injected.fired >= 1


def test_a_lagging_node_takes_nothing_back_that_stands(world: World, proxy: RpcProxy) -> None:
    world.happen(8)
    indexer = world.indexer(NodeClient(proxy.url, timeout_seconds=2))
    indexer.catch_up()
    before = world.tables()["bench_transfer"]
    lag = proxy.inject(Fault.LAG, blocks=3)
    for _ in range(3):
        try:
            indexer.step()
        except _EXPECTED:
            continue
    lag.remove()
    indexer.catch_up()
    assert world.tables()["bench_transfer"] == before
    world.assert_sql_equals_chain()


def test_a_locked_database_delays_and_changes_nothing(world: World) -> None:
    if world.db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no lock of the whole database")
    indexer = world.indexer()
    world.happen(4)
    stop = threading.Event()
    with closing(sqlite3.connect(str(world.db.engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        running = threading.Thread(target=indexer.run, args=(stop,))
        running.start()
        time.sleep(0.5)
        other.execute("ROLLBACK")
    wait_until(world.has_caught_up, "the indexer to catch up")
    stop.set()
    running.join()
    world.assert_sql_equals_chain()
