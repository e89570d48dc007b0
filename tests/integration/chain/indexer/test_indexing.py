"""What the chain says is in the tables, whoever reads it, in whatever steps, once or again."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import select

from bench.projection import Transfer, TransferProjector
from chain.client import NodeClient
from chain.errors import WrongChain
from chain.indexer.bloom import bloom_of
from chain.indexer.facts import Row, on
from chain.indexer.finality import finalized_block, head
from chain.indexer.indexer import Indexer
from chain.indexer.models import IndexerCursor, WatchedContract
from chain.indexer.projector import LogRecord
from chain.indexer.reading import ChainReader
from chain.indexer.watching import watch
from chain.settings import Settings
from tests.integration.chain.indexer.clones import CloneProjector, Minting
from tests.integration.chain.indexer.world import World


def test_tables_equal_the_chain_after_catching_up_and_after_every_new_block(world: World) -> None:
    world.happen(10)
    indexer = world.indexer()
    indexer.catch_up()
    world.assert_sql_equals_chain()
    for seed in range(1, 4):
        world.happen(1, seed=seed)
        assert indexer.step()
        world.assert_sql_equals_chain()
    assert not indexer.step()


@pytest.mark.parametrize("blocks", [1, 3, 2_000])
def test_step_size_changes_nothing(world: World, blocks: int) -> None:
    world.happen(8)
    world.emitter.create(1, 3)
    world.emitter.mine(2)
    settings = world.settings.model_copy(update={"index_batch_blocks": blocks})
    World(world.emitter, world.db, settings).indexer().catch_up()
    world.assert_sql_equals_chain()


def test_rebuild_gives_identical_tables(world: World) -> None:
    world.happen(6)
    world.emitter.create(1, 3)
    world.happen(1, seed=1)
    indexer = world.indexer()
    indexer.catch_up()
    world.reorg(2)
    world.happen(4, seed=2)
    indexer.catch_up()
    before = world.tables()
    world.indexer().rebuild()
    assert world.tables() == before
    world.assert_sql_equals_chain()


def test_logs_of_a_contract_created_in_the_same_range_are_not_missed(world: World) -> None:
    """They even come before the log that announces the contract."""
    world.happen(2)
    world.emitter.create(1, 3)
    world.emitter.mine()
    world.emitter.create(2, 2)
    world.happen(2, seed=1)
    world.indexer().catch_up()
    world.assert_sql_equals_chain()
    with world.db.read() as session:
        clones = session.scalars(select(WatchedContract).where(WatchedContract.contract == "Collection")).all()
        assert len(clones) == 2
    world.emitter.mint(clones[0].address, 4)
    world.emitter.mine()
    world.indexer().catch_up()
    world.assert_sql_equals_chain()


def test_projector_added_later_catches_up_alone(world: World) -> None:
    world.happen(3)
    world.emitter.create(1, 3)
    world.happen(1, seed=1)
    world.indexer(projectors=[TransferProjector()]).catch_up()
    with world.db.read() as session:
        assert session.scalars(select(Minting)).first() is None
    world.indexer().catch_up()
    world.assert_sql_equals_chain()


def test_cursor_of_a_removed_projector_does_not_hold_finality_back(world: World) -> None:
    world.happen(3)
    world.indexer().catch_up()
    world.happen(5, seed=1)
    world.indexer(projectors=[TransferProjector()]).catch_up()
    with world.db.read() as session:
        assert [row.projector for row in session.scalars(select(IndexerCursor))] == ["bench.transfers"]
    assert world.head().final == world.client.block_number() - world.settings.finality_blocks


def test_contract_watched_late_is_read_from_its_first_block(world: World) -> None:
    """As when a community's contracts are deployed while the indexer runs."""
    world.emitter.create(1, 3)
    world.emitter.mine()
    indexer = world.indexer()
    indexer.catch_up()
    with world.db.write() as session:
        clone = session.scalars(select(WatchedContract).where(WatchedContract.contract == "Collection")).one()
        session.delete(clone)
        session.query(Minting).delete()
    world.happen(2)
    indexer.catch_up()
    with world.db.write() as session:
        watch(session, clone.address, "Collection", clone.from_block)
    indexer.catch_up()
    world.assert_sql_equals_chain()


def test_values_of_every_kind_arrive_in_records(world: World) -> None:
    people = ["0x" + f"{number:040x}" for number in range(1, 4)]
    world.emitter.note(7, "更別村どんぐり公園", b"\x00\xff" * 40, [1, 2**255], people)
    world.emitter.mine()
    noted: list[dict[str, Any]] = []

    class Notes(CloneProjector):
        name = "bench.notes"

        @on("Market", "Noted")
        def noted(self, log: LogRecord) -> Iterable[Row]:
            noted.append(log.args)
            return ()

    world.indexer(projectors=[Notes()]).catch_up()
    text = {"number": 7, "text": "更別村どんぐり公園", "blob": b"\x00\xff" * 40}
    assert noted == [{**text, "numbers": [1, 2**255], "people": people}]


def test_rows_are_final_when_enough_blocks_stand_on_them(world: World) -> None:
    with world.db.read() as session:
        assert head(session) is None
        assert finalized_block(session) == -1
    world.happen(4)
    world.indexer().catch_up()
    newest = world.client.block_number()
    assert (world.head().node, world.head().indexed, world.head().final) == (newest, newest, newest - 2)


def test_two_indexers_on_one_database_write_every_log_once(world: World) -> None:
    world.happen(30)
    settings = world.settings.model_copy(update={"index_batch_blocks": 2})
    pair = World(world.emitter, world.db, settings)
    threads = [threading.Thread(target=pair.indexer().catch_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    world.assert_sql_equals_chain()


def test_run_follows_the_chain_until_it_is_stopped(world: World) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=world.indexer().run, args=(stop,))
    thread.start()
    for seed in range(5):
        world.happen(1, seed=seed)
    world.indexer().catch_up()
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
    world.assert_sql_equals_chain()


def test_node_of_another_chain_is_refused_with_advice(world: World) -> None:
    world.emitter.deployments.chain_id = 4649
    with pytest.raises(WrongChain, match="MUSUBI_CHAIN_RPC_URL"):
        world.indexer().step()


def test_node_with_another_first_block_is_refused(world: World) -> None:
    world.emitter.deployments.block_one_hash = "0x" + "11" * 32
    with pytest.raises(WrongChain, match="first block"):
        world.indexer().step()


def test_database_of_another_chain_is_refused_until_it_is_rebuilt(world: World) -> None:
    world.happen(2)
    world.indexer().catch_up()
    with world.db.write() as session:
        session.connection().exec_driver_sql("UPDATE chain_head SET chain_id = 4649")
    with pytest.raises(WrongChain, match="--rebuild"):
        world.indexer().step()
    world.indexer().rebuild()
    world.assert_sql_equals_chain()


def test_own_bloom_equals_that_of_the_node(world: World, empty_node: NodeClient) -> None:
    world.happen(3)
    world.emitter.create(1, 5)
    newest = world.emitter.mine()
    for header in ChainReader(empty_node, 10).headers(1, newest):
        receipts = empty_node.request("eth_getBlockReceipts", [hex(header.number)])
        assert bloom_of(log for receipt in receipts for log in receipt["logs"]) == header.bloom


def test_projector_that_raises_changes_nothing(world: World) -> None:
    class Broken(TransferProjector):
        def apply(self, session: Any, logs: Any) -> None:
            super().apply(session, logs)
            raise ValueError("broken on purpose")

    world.happen(2)
    with pytest.raises(ValueError, match="on purpose"):
        world.indexer(projectors=[CloneProjector(), Broken()]).step()
    with world.db.read() as session:
        assert session.scalars(select(Transfer)).first() is None
        assert session.scalars(select(IndexerCursor)).first() is None


def test_settings_decide_how_many_blocks_make_a_row_final(world: World) -> None:
    world.happen(6)
    deep: Settings = world.settings.model_copy(update={"finality_blocks": 4})
    projectors = [TransferProjector(), CloneProjector()]
    clock = world.indexer()._clock
    Indexer(world.db, world.client, world.emitter.deployments, projectors, deep, clock).catch_up()
    assert world.head().final == world.client.block_number() - 4
