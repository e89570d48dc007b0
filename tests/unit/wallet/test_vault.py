"""Sealing and keyed hashes, with one key and while keys change."""

from __future__ import annotations

import pytest

from chain.errors import ConfigError
from wallet.vault import Vault


def test_sealed_secret_opens_again_and_does_not_show_itself() -> None:
    vault = Vault(["key-one"])
    sealed = vault.seal("email", b"hanako@example.jp")
    assert vault.open("email", sealed) == b"hanako@example.jp"
    assert b"hanako" not in sealed


def test_sealing_twice_gives_two_different_texts() -> None:
    vault = Vault(["key-one"])
    assert vault.seal("email", b"same") != vault.seal("email", b"same")


@pytest.mark.parametrize(("purpose", "bound_to"), [("email", "0xA"), ("managed-key", "0xB"), ("managed-key", "")])
def test_secret_of_another_purpose_or_owner_does_not_open(purpose: str, bound_to: str) -> None:
    vault = Vault(["key-one"])
    sealed = vault.seal("managed-key", b"secret", "0xA")
    with pytest.raises(ConfigError):
        vault.open(purpose, sealed, bound_to)


@pytest.mark.parametrize("place", [5, 20, -1])
def test_changed_byte_is_noticed(place: int) -> None:
    vault = Vault(["key-one"])
    sealed = bytearray(vault.seal("email", b"secret"))
    sealed[place] ^= 1
    with pytest.raises(ConfigError):
        vault.open("email", bytes(sealed))


def test_older_key_still_opens_and_newest_key_seals() -> None:
    old, both = Vault(["old"]), Vault(["new", "old"])
    sealed = old.seal("email", b"secret")
    assert both.open("email", sealed) == b"secret"
    assert not both.is_current(sealed)
    assert both.is_current(both.seal("email", b"secret"))


def test_key_that_was_taken_away_is_named_by_its_version() -> None:
    sealed = Vault(["old"]).seal("email", b"secret")
    with pytest.raises(ConfigError, match=Vault(["old"]).current_version):
        Vault(["new"]).open("email", sealed)


def test_index_is_the_same_for_the_same_text_and_key_only() -> None:
    vault = Vault(["new", "old"])
    assert vault.index("email", "a@example.jp") == vault.index("email", "a@example.jp")
    assert vault.index("email", "a@example.jp") != vault.index("source", "a@example.jp")
    assert vault.indexes("email", "a@example.jp") == [
        vault.index("email", "a@example.jp"),
        Vault(["old"]).index("email", "a@example.jp"),
    ]


def test_empty_key_is_refused() -> None:
    with pytest.raises(ConfigError):
        Vault([""])
