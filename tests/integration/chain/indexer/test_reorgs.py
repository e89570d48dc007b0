"""The chain takes blocks back: whatever the depth, the tables are those of the chain that stayed."""

from __future__ import annotations

import pytest

from tests.integration.chain.indexer.world import World


@pytest.mark.parametrize("depth", [1, 5, 20])
def test_after_a_reorg_the_tables_are_those_of_the_chain_that_stayed(world: World, depth: int) -> None:
    indexer = world.indexer()
    world.happen(25)
    indexer.catch_up()
    finality = world.settings.finality_blocks
    assert depth != 20 or depth > finality, "the last case is deeper than finality"
    world.reorg(depth)
    world.happen(3, seed=7)
    indexer.catch_up()
    world.assert_sql_equals_chain()


def test_a_shorter_chain_takes_rows_away_before_new_ones_come(world: World) -> None:
    indexer = world.indexer()
    world.happen(10)
    indexer.catch_up()
    before = len(world.tables()["bench_transfer"])
    world.reorg(4)
    indexer.catch_up()
    assert len(world.tables()["bench_transfer"]) < before
    world.assert_sql_equals_chain()


def test_one_reorg_after_the_other(world: World) -> None:
    indexer = world.indexer()
    for turn, depth in enumerate((1, 3, 2, 6, 1)):
        world.happen(8, seed=turn)
        indexer.catch_up()
        world.reorg(depth)
        world.happen(1, seed=100 + turn)
        indexer.catch_up()
        world.assert_sql_equals_chain()


def test_a_reorg_while_nobody_looked_is_found(world: World) -> None:
    world.happen(12)
    world.indexer().catch_up()
    world.reorg(5)
    world.happen(9, seed=3)
    world.indexer().catch_up()  # started anew
    world.assert_sql_equals_chain()


def test_a_rebuild_after_reorgs_gives_the_same_tables(world: World) -> None:
    indexer = world.indexer()
    world.happen(10)
    indexer.catch_up()
    world.reorg(3)
    world.happen(4, seed=5)
    indexer.catch_up()
    grown = {name: rows for name, rows in world.tables().items() if name.startswith("bench_")}
    indexer.rebuild()
    assert {name: rows for name, rows in world.tables().items() if name.startswith("bench_")} == grown
