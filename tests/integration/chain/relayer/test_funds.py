"""A signer without money for gas stops alone, says so, and goes on when it is funded."""

from __future__ import annotations

from pydantic import SecretStr
from sqlalchemy import select

from chain.outbox import EntryStatus
from chain.relayer.models import RelaySigner
from tests.integration.chain.relayer.world import KEYS, World

NAMES = [f"act-{number}" for number in range(4)]


def paused_reasons(world: World) -> set[str]:
    with world.db.read() as session:
        return set(session.scalars(select(RelaySigner.paused_reason)))


def test_calls_wait_while_the_only_signer_cannot_pay_and_go_on_when_it_can(world: World) -> None:
    world.set_balance(world.signer.address, 1)
    relayer = world.relayer()
    world.enqueue_acts(NAMES)
    for _ in range(5):
        relayer.step()
    assert paused_reasons(world) == {"insufficient_funds"}
    assert {world.entry(name).status for name in NAMES} == {EntryStatus.QUEUED}
    world.set_balance(world.signer.address, 10**18)
    world.settle(relayer)
    world.assert_done_once(NAMES)
    assert paused_reasons(world) == {""}


def test_signed_calls_keep_their_nonces_when_the_money_goes_before_they_are_sent(world: World) -> None:
    def spend(name: str) -> None:
        if name == "persisted":
            world.set_balance(world.signer.address, 1)

    relayer = world.relayer(checkpoint=spend)
    world.enqueue_acts(NAMES)
    for _ in range(5):
        relayer.step()
    assert paused_reasons(world) == {"insufficient_funds"}
    assert {world.entry(name).status for name in NAMES} == {EntryStatus.SENT}
    world.set_balance(world.signer.address, 10**18)
    world.settle(relayer)
    world.assert_done_once(NAMES)
    assert len(world.transactions()) == len(NAMES)


def test_a_second_signer_takes_over_what_the_first_cannot_pay(world: World) -> None:
    world.settings.relayer_keys = SecretStr(",".join(KEYS))
    world.set_balance(world.signer.address, 1)
    world.enqueue_acts(NAMES)
    world.settle(world.relayer())
    world.assert_done_once(NAMES)
    assert {str(row.signer) for row in world.transactions()}.isdisjoint({world.signer.address})
