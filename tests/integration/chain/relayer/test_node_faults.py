"""What a node or the way to it may do wrong: nothing is lost, nothing happens twice, nothing fails for it."""

from __future__ import annotations

import pytest

from chain.outbox import EntryStatus
from chain.relayer.models import TransactionState
from tests.faults.rpc_proxy import Fault, RpcProxy
from tests.integration.chain.relayer.world import World

NAMES = [f"act-{number}" for number in range(6)]


@pytest.mark.parametrize("fault", [Fault.LATE_ANSWER, Fault.CUT, Fault.REFUSE, Fault.UNAVAILABLE, Fault.TRUNCATE])
@pytest.mark.parametrize(
    "method", ["eth_sendRawTransaction", "eth_getTransactionReceipt", "eth_estimateGas", "evm_mine"]
)
def test_answers_that_do_not_come_change_nothing(world: World, proxy: RpcProxy, fault: Fault, method: str) -> None:
    struck = proxy.inject(fault, method=method, times=2, seconds=0.6)
    world.enqueue_acts(NAMES[:3])
    world.enqueue_acts(NAMES[3:], batched=True)
    world.settle(world.relayer(url=proxy.url, timeout=0.3))
    assert struck.fired >= 1
    world.assert_done_once(NAMES)
    world.assert_one_nonce_each()


def test_an_error_the_relayer_does_not_know_fails_nothing(world: World, proxy: RpcProxy) -> None:
    estimate = proxy.inject(Fault.ERROR, method="eth_estimateGas", times=4, message="internal error")
    send = proxy.inject(Fault.ERROR, method="eth_sendRawTransaction", times=4, message="txpool is full")
    world.enqueue_acts(NAMES)
    world.settle(world.relayer(url=proxy.url))
    assert (estimate.fired, send.fired) == (4, 4)
    world.assert_done_once(NAMES)
    assert world.failed_events() == []


def test_a_transaction_the_node_took_and_forgot_is_handed_over_again(world: World, proxy: RpcProxy) -> None:
    forgot = proxy.inject(Fault.DROP_TRANSACTION, method="eth_sendRawTransaction", times=1)
    world.enqueue_acts(NAMES[:3])
    world.settle(world.relayer(url=proxy.url))
    assert forgot.fired == 1
    world.assert_done_once(NAMES[:3])
    assert len(world.transactions()) == 3


def test_a_node_that_is_behind_is_not_believed_about_lost_blocks_or_nonces(world: World, proxy: RpcProxy) -> None:
    relayer = world.relayer(url=proxy.url)
    world.enqueue_acts(NAMES[:2])
    world.settle(relayer)
    behind = proxy.inject(Fault.LAG, blocks=2, times=30)
    world.enqueue_acts(NAMES[2:])
    world.step_until(relayer, lambda: behind.fired == 30)
    world.step_until(relayer, world.is_final)
    world.assert_done_once(NAMES)
    assert world.failed_events() == []


def test_a_transaction_no_node_takes_frees_its_nonce_and_fails(world: World, proxy: RpcProxy) -> None:
    proxy.inject(Fault.ERROR, method="eth_sendRawTransaction", times=1, message="oversized data: limit 131072")
    world.enqueue_acts(NAMES[:3])
    world.settle(world.relayer(url=proxy.url))
    assert world.entry(NAMES[0]).status == EntryStatus.FAILED
    assert world.entry(NAMES[0]).error_name == "TransactionRefused"
    assert world.failed_events() == [NAMES[0]]
    world.assert_done_once(NAMES[1:3])
    world.assert_one_nonce_each()


@pytest.mark.parametrize(
    "message", ["already known", "transaction already imported", "AlreadyKnown", "known transaction: 0x12"]
)
def test_a_node_that_knows_the_transaction_already_has_it(world: World, proxy: RpcProxy, message: str) -> None:
    relayer = world.relayer(url=proxy.url)
    world.enqueue_acts(NAMES[:1])
    lost = proxy.inject(Fault.CUT, method="eth_sendRawTransaction", times=1)
    world.step_until(relayer, lambda: lost.fired == 1)
    assert world.transactions()[0].state == TransactionState.SIGNED
    known = proxy.inject(Fault.ERROR, method="eth_sendRawTransaction", times=1, message=message)
    world.step_until(relayer, lambda: known.fired == 1)
    assert world.transactions()[0].state != TransactionState.SIGNED
    world.settle(relayer)
    world.assert_done_once(NAMES[:1])
    assert len(world.transactions()) == 1


def test_a_nonce_too_low_answer_for_ours_in_a_block_is_success(world: World, proxy: RpcProxy) -> None:
    relayer = world.relayer(url=proxy.url)
    world.enqueue_acts(NAMES[:1])
    lost = proxy.inject(Fault.CUT, method="eth_sendRawTransaction", times=1)
    world.step_until(relayer, lambda: lost.fired == 1)
    world.client.request("evm_mine")  # the node had heard it, the relayer does not know
    low = proxy.inject(Fault.ERROR, method="eth_sendRawTransaction", times=1, message="nonce too low")
    world.settle(relayer)
    low.remove()
    world.assert_done_once(NAMES[:1])
    assert len(world.transactions()) == 1
    assert world.failed_events() == []


def test_a_nonce_too_low_answer_for_one_in_no_block_gives_no_call_up(world: World, proxy: RpcProxy) -> None:
    relayer = world.relayer(url=proxy.url)
    world.enqueue_acts(NAMES[:2])
    low = proxy.inject(Fault.ERROR, method="eth_sendRawTransaction", times=1, message="nonce too low")
    world.settle(relayer)
    assert low.fired == 1
    world.assert_done_once(NAMES[:2])
    assert world.failed_events() == []
