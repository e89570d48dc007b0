"""The wallet's services on each database, with a mail box and a node that answers from a list."""

from __future__ import annotations

import re

import pytest

from chain.clock import FixedClock
from chain.db import Database
from chain.errors import ContractReverted
from chain.ids import Address
from chain.settings import Settings
from tests.fixtures.web import made_up_identities
from wallet import WalletServices, assemble


class FakeNode:
    """Accounts with code, each with the signatures its contract accepts."""

    def __init__(self) -> None:
        self.accepted: dict[Address, set[bytes]] = {}

    def code(self, address: Address) -> bytes:
        return b"\x60" if address in self.accepted else b""

    def call(self, to: Address, calldata: bytes, block: str = "latest") -> bytes:
        if not any(signature in calldata for signature in self.accepted[to]):
            raise ContractReverted("SignatureRefused")
        return bytes.fromhex("1626ba7e") + bytes(28)


@pytest.fixture
def fake_node() -> FakeNode:
    return FakeNode()


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None)


@pytest.fixture
def wallet(db: Database, clock: FixedClock, settings: Settings, fake_node: FakeNode) -> WalletServices:
    return assemble(db, clock, settings, fake_node, made_up_identities())


def code_in_mail(wallet: WalletServices) -> str:
    """The code of the newest mail."""
    assert wallet.mailbox is not None
    found = re.search(r"^\s+(\d{6})$", wallet.mailbox.latest()[0].body, re.MULTILINE)
    assert found is not None
    return found.group(1)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"
