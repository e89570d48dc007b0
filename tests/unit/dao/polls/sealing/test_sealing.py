"""A sealed answer opens with enough shares and not with one fewer; what is wrong is noticed."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.ids import Address
from dao.models.polls.rules import Mode, Rules
from dao.models.polls.sealing import (
    Seal,
    TrusteeKey,
    Unreadable,
    boxes,
    deal,
    open_answer,
    poll_key_of,
    recover,
    seal_answer,
)
from dao.models.polls.sealing import unlock as unlock_share
from dao.models.polls.sealing.boxes import box_length
from dao.models.polls.sealing.hpke import encrypt
from tests.unit.dao.polls.test_auditing import rules_of

VOTER, OTHER = Address("0x" + "11" * 20), Address("0x" + "22" * 20)
POLL = bytes(range(32))
SIZES = st.integers(2, 7).flatmap(lambda most: st.tuples(st.integers(2, most), st.just(most)))


def sealed_by(needed: int, most: int) -> tuple[Seal, list[TrusteeKey]]:
    keys = [TrusteeKey.new() for _ in range(most)]
    return deal([(f"立会人{place}", key.public) for place, key in enumerate(keys)], needed), keys


def shares_of(seal: Seal, keys: list[TrusteeKey], places: list[int]) -> dict[int, bytes]:
    found = {place: unlock_share(seal, place, keys[place - 1]) for place in places}
    return {place: share for place, share in found.items() if share is not None}


@settings(max_examples=25, deadline=None)
@given(SIZES, st.lists(st.integers(-(2**31), 2**31 - 1), max_size=9), st.randoms())
def test_any_n_trustees_open_and_one_fewer_do_not(size: tuple[int, int], answer: list[int], chance: object) -> None:
    needed, most = size
    seal, keys = sealed_by(needed, most)
    assert Seal.from_json(seal.as_json()) == seal
    box = seal_answer(seal.poll_key, POLL, VOTER, answer, 9)
    assert len(box) == box_length(9)  # whatever was answered
    places = chance.sample(range(1, most + 1), needed)  # type: ignore[attr-defined]
    shares = shares_of(seal, keys, places)
    secret = recover(seal, shares)
    assert secret is not None
    key = poll_key_of(secret)
    assert open_answer(key, POLL, VOTER, box, 9) == tuple(answer)
    assert open_answer(key, POLL, OTHER, box, 9) is Unreadable.NOT_OPENED  # a copied ballot
    assert open_answer(key, bytes(32), VOTER, box, 9) is Unreadable.NOT_OPENED
    shares.pop(places[0])
    assert recover(seal, shares) is None


def test_wrong_shares_and_keys_are_noticed() -> None:
    seal, keys = sealed_by(2, 3)
    assert unlock_share(seal, 1, keys[1]) is None
    right = shares_of(seal, keys, [1, 2, 3])
    assert recover(seal, {1: right[1], 2: right[3]}) is None
    assert recover(seal, {1: right[1], 2: right[2], 3: bytes(16)}) is None
    assert recover(seal, {1: right[1], 3: right[3]}) == recover(seal, right)
    other, _ = sealed_by(2, 3)
    assert recover(other, right) is None


@given(st.binary(min_size=16, max_size=16))
def test_a_key_is_read_as_it_was_written_and_a_slip_is_noticed(secret: bytes) -> None:
    key = TrusteeKey(secret)
    words = key.words()
    assert TrusteeKey.read(f" {words.lower().replace('-', ' ')} ") == key
    assert secret.hex() not in repr(key)
    letters = words.replace("-", "")
    swapped = next((at for at in range(len(letters) - 1) if letters[at] != letters[at + 1]), None)
    slips = [letters[:-1], letters + "A", "", "もじ"]
    if swapped is not None:
        slips.append(letters[:swapped] + letters[swapped + 1] + letters[swapped] + letters[swapped + 2 :])
    for slip in slips:
        try:
            assert TrusteeKey.read(slip) != key  # one of 65,536 slips passes the check, and opens nothing
        except Invalid as refused:
            assert refused.reason == "key_mistyped"


@pytest.mark.parametrize("plain", [b"", b"\xff\xff" + bytes(8), b"\0\0" + b"\1" * 8])
def test_what_is_no_answer_is_said_to_be_none(plain: bytes) -> None:
    key = X25519PrivateKey.generate()
    box = encrypt(key.public_key().public_bytes_raw(), plain, boxes._info(POLL, VOTER))
    assert open_answer(key, POLL, VOTER, box, 2) is Unreadable.MALFORMED


def test_rules_without_a_seal_keep_their_id_and_with_one_have_another() -> None:
    plain = rules_of(Mode.SINGLE)
    assert "seal" not in plain.as_json()
    seal, _ = sealed_by(2, 2)
    sealed = Rules(**{name: getattr(plain, name) for name in plain.__slots__} | {"seal": seal})
    assert Rules.from_json(sealed.as_json()) == sealed
    assert sealed.poll != plain.poll
    assert {mode: rules_of(mode).most_numbers for mode in Mode}[Mode.PAIRWISE] == 12
