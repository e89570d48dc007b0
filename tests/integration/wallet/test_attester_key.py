"""The key that signs who is verified is replaced on the real registry, by the command, while people are verified."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from click.testing import CliRunner, Result
from eth_account import Account

from app.cli import main
from app.doctor import Level
from app.doctor.identities import identity_registry
from app.wiring import Platform, build_platform
from chain.ids import Address
from chain.settings import Settings
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region
from wallet.services.persons.list_persons import ChainState
from wallet.services.persons.verify_person import Document

_NEW_KEY = "0x" + "a7" * 32
_NEW = Address(Account.from_key(_NEW_KEY).address)


@pytest.fixture
def renewed(region: Region, monkeypatch: pytest.MonkeyPatch) -> Platform:
    """The processes after they were started again with the new key; the command reads the same settings."""
    chain = region.chain.settings
    given = {
        "MUSUBI_ATTESTER_KEY": _NEW_KEY,
        "MUSUBI_STATE_DIR": str(chain.state_dir),
        "MUSUBI_CHAIN_RPC_URL": chain.chain_rpc_url,
        "MUSUBI_DATABASE_URL": region.platform.db.url,
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return build_platform(
        Settings(_env_file=None), clock=region.platform.clock, db=region.platform.db, client=region.chain.client
    )


def musubi(*words: str) -> Result:
    return CliRunner().invoke(main, ["attester-key", *words])


def begin(region: Region, platform: Platform, name: str) -> tuple[Address, int]:
    """Somebody new at the counter, verified by the key of `platform`; nothing of it is on chain yet."""
    document = Document(name, date(1950, 1, 2), region.today + timedelta(days=365))
    person = region.person()
    return person, platform.wallet.verify_person.verify(UDA, region.officer, person, document)


def state_of(region: Region, number: int) -> ChainState:
    return {one.row.id: one.on_chain for one in region.platform.wallet.list_persons.newest(UDA)}[number]


def test_two_keys_sign_side_by_side_and_the_former_goes_when_nothing_of_it_is_under_way(
    region: Region, renewed: Platform
) -> None:
    registry, old = region.chain.contracts.identities, region.chain.operator.attester
    refused = musubi("--withdraw", old)
    assert refused.exit_code == 1 and "Nobody could sign" in refused.output
    assert registry.is_attester(old)  # as the new key may not yet
    assert musubi().exit_code == 0
    assert registry.attesters(0) == [old, _NEW]

    before, _ = begin(region, region.platform, "サキ ハナ")
    after, _ = begin(region, renewed, "アト タロウ")
    waits = musubi("--withdraw", old)
    assert waits.exit_code == 1 and "1 acts" in waits.output and registry.is_attester(old)
    region.settle()
    assert registry.is_verified(before) and registry.is_verified(after)
    assert musubi("--withdraw", old).exit_code == 0
    assert registry.attesters(0) == [_NEW]
    assert registry.is_verified(before)  # what is on chain stays

    late, number = begin(region, region.platform, "オクレ ジロウ")  # a process that nobody started again
    region.settle()
    assert not registry.is_verified(late) and state_of(region, number) is ChainState.FAILED


def test_a_key_that_has_leaked_goes_at_once_and_what_it_signed_is_signed_anew(
    region: Region, renewed: Platform
) -> None:
    registry, old = region.chain.contracts.identities, region.chain.operator.attester
    waiting, number = begin(region, region.platform, "マチ ハナ")
    assert musubi().exit_code == 0
    gone = musubi("--withdraw", old, "--leaked")
    assert gone.exit_code == 0 and "1 acts were signed anew" in gone.output
    region.settle()
    assert registry.is_verified(waiting) and state_of(region, number) is ChainState.RECORDED
    assert "0 acts were signed anew" in musubi("--withdraw", old, "--leaked").output


def test_the_key_of_the_settings_is_never_withdrawn(region: Region, renewed: Platform) -> None:
    assert musubi().exit_code == 0
    assert musubi("--withdraw", _NEW, "--leaked").exit_code == 1
    assert region.chain.contracts.identities.is_attester(_NEW)


def test_the_doctor_tells_a_key_that_may_not_sign_and_a_former_one_that_still_may(
    region: Region, renewed: Platform
) -> None:
    settings = renewed.settings
    assert identity_registry(settings).level is Level.PROBLEM
    assert musubi().exit_code == 0
    both = identity_registry(settings)
    assert (both.level, both.seen) == (Level.WARNING, region.chain.operator.attester)
    assert musubi("--withdraw", region.chain.operator.attester).exit_code == 0
    assert identity_registry(settings).level is Level.OK
