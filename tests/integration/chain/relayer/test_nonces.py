"""Nonces when somebody else has the key, and transactions that pools lose or leave lying."""

from __future__ import annotations

from eth_account import Account
from structlog.testing import capture_logs

from chain.outbox import EntryStatus
from chain.relayer.models import TransactionState
from tests.fixtures.waiting import wait_until
from tests.integration.chain.relayer.world import World

GWEI = 10**9


def foreign_use(world: World, nonce: int, *, fee: int = 200 * GWEI) -> str:
    """Somebody who has the relayer's key sends something of their own."""
    account = Account.from_key(world.settings.relayer_private_keys()[0])
    signed = account.sign_transaction(
        {
            "chainId": 1337,
            "nonce": nonce,
            "to": account.address,
            "value": 1,
            "gas": 21_000,
            "maxFeePerGas": fee,
            "maxPriorityFeePerGas": fee,
        }
    )
    tx_hash: str = world.client.request("eth_sendRawTransaction", ["0x" + signed.raw_transaction.hex()])
    return tx_hash


def test_a_nonce_used_by_somebody_else_before_ours_is_skipped(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    foreign_use(world, 0)
    world.client.request("evm_mine")
    world.enqueue_acts(["after"])
    world.settle(relayer)
    world.assert_done_once(["after"])
    assert [row.nonce for row in world.transactions()] == [1]


def test_a_nonce_taken_while_ours_waited_gives_the_call_another_one_when_that_is_final(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    relayer.step()
    names = ["first", "second"]
    world.client.request("evm_mine")  # so that the relayer's own next block is a second away
    relayer.step()
    world.enqueue_acts(names)
    relayer.step()
    assert world.client.request("txpool_status")["pending"] == "0x2"
    foreign_use(world, 0)  # pays more and takes the place of ours
    world.step_until(relayer, world.is_final)
    world.assert_done_once(names)
    states = [(row.nonce, row.state) for row in world.transactions()]
    assert (0, TransactionState.DROPPED) in states
    assert world.entry("first").attempts == 2


def test_a_foreign_transaction_that_waits_at_our_nonce_is_outbid_or_outwaited(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    foreign_use(world, 0, fee=20 * GWEI)
    world.enqueue_acts(["mine"])
    world.step_until(relayer, world.is_final)
    world.assert_done_once(["mine"])


def test_a_gap_left_by_a_foreign_transaction_that_a_reorg_removed_is_filled(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    foreign_use(world, 0)
    world.client.request("evm_mine")
    world.enqueue_acts(["ours"])
    world.settle(relayer)
    assert [row.nonce for row in world.transactions()] == [1]
    foreign_gone = world.client.block_number()
    world.client.request("anvil_rollback", [foreign_gone - 1])
    world.client.request("anvil_dropAllTransactions")
    world.step_until(relayer, lambda: world.entry("ours").status == EntryStatus.SENT)
    world.settle(relayer)
    world.assert_done_once(["ours"])
    assert [row.nonce for row in world.transactions() if row.is_filler] == [0]


def test_a_transaction_dropped_from_the_pool_is_sent_again(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    world.client.request("evm_mine")
    relayer.step()
    names = ["kept-1", "dropped", "kept-2"]
    world.enqueue_acts(names)
    relayer.step()
    dropped = world.transactions()[1].hash
    world.client.request("anvil_dropTransaction", ["0x" + dropped.hex()])
    world.settle(relayer)
    world.assert_done_once(names)
    assert len(world.transactions()) == 3


def test_a_transaction_that_cannot_pay_the_base_fee_is_replaced_by_one_that_pays_more(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    world.client.request("evm_mine")
    relayer.step()
    world.enqueue_acts(["stuck"])
    relayer.step()
    world.client.request("anvil_setNextBlockBaseFeePerGas", [hex(100 * GWEI)])
    world.settle(relayer)
    world.assert_done_once(["stuck"])
    old, new = world.transactions()
    assert (old.nonce, old.state) == (new.nonce, TransactionState.REPLACED)
    assert new.previous_hash == old.hash
    assert new.max_fee * 10 >= old.max_fee * 11 and new.priority_fee * 10 >= old.priority_fee * 11
    assert world.entry("stuck").tx_hash == new.hash


def test_the_older_version_of_a_nonce_counts_when_it_is_the_one_that_was_mined(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    world.client.request("evm_mine")
    relayer.step()
    world.enqueue_acts(["twice-signed"])
    relayer.step()
    world.client.request("anvil_setNextBlockBaseFeePerGas", [hex(100 * GWEI)])
    world.step_until(relayer, lambda: len(world.transactions()) == 2)
    old, new = world.transactions()
    world.client.request("anvil_dropTransaction", ["0x" + new.hash.hex()])
    world.client.request("anvil_setNextBlockBaseFeePerGas", [hex(GWEI)])
    world.client.request("evm_mine")
    world.client.request("anvil_setNextBlockBaseFeePerGas", [hex(GWEI)])
    assert world.client.request("eth_getTransactionReceipt", ["0x" + new.hash.hex()]) is None
    world.client.request("eth_sendRawTransaction", ["0x" + old.raw.hex()])
    world.client.request("evm_mine")
    world.settle(relayer)
    assert world.entry("twice-signed").tx_hash == old.hash
    world.assert_done_once(["twice-signed"])


def test_fees_above_the_cap_are_not_paid(world: World) -> None:
    world.settings.relay_max_fee_gwei = 50
    relayer = world.relayer()
    relayer.step()
    world.client.request("anvil_setNextBlockBaseFeePerGas", [hex(100 * GWEI)])
    world.client.request("evm_mine")
    world.enqueue_acts(["dear"])
    for _ in range(5):
        relayer.step()
    assert world.entry("dear").status == EntryStatus.QUEUED
    world.client.request("anvil_setNextBlockBaseFeePerGas", [hex(GWEI)])
    world.client.request("evm_mine")
    world.settle(relayer)
    world.assert_done_once(["dear"])


def test_a_stuck_transaction_the_cap_forbids_to_bump_waits_and_is_mined_when_fees_fall(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    world.client.request("evm_mine")
    relayer.step()
    world.enqueue_acts(["stuck"])
    relayer.step()
    (waiting,) = world.transactions()
    world.settings.relay_max_fee_gwei = -(-waiting.max_fee // GWEI)  # less than a tenth above what it pays
    capped = world.relayer()
    relayer.close()
    with capture_logs() as said:

        def has_said_it() -> bool:
            world.client.request("anvil_setNextBlockBaseFeePerGas", [hex(world.settings.relay_max_fee_gwei * GWEI)])
            capped.step()
            return any("forbids to pay more" in line["event"] for line in said)

        wait_until(has_said_it, "the word that the cap forbids to pay more")
    assert [row.hash for row in world.transactions()] == [waiting.hash]
    assert world.entry("stuck").status == EntryStatus.SENT
    world.client.request("anvil_setNextBlockBaseFeePerGas", [hex(GWEI)])
    world.settle(capped)
    world.assert_done_once(["stuck"])
    assert world.entry("stuck").tx_hash == waiting.hash
