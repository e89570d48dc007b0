"""Verified persons: one person has one account, what was read is not kept, and the roll is of a moment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from chain.clock import FixedClock
from chain.db import Database
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from wallet import WalletServices
from wallet.models import Verification, VerificationLevel
from wallet.services.persons.record_verification import Check
from wallet.services.persons.verify_person import Document

UDA, OTSUKI = MunicipalityCode("292125"), MunicipalityCode("192066")
OFFICER = Address("0x" + "0f" * 20)
HANA, TARO = Address("0x" + "a1" * 20), Address("0x" + "b2" * 20)


def document(clock: FixedClock, name: str = "ヤマダ ハナ", **changed: date) -> Document:
    today = clock.now().date()
    given = {"birthday": date(1960, 4, 1), "valid_until": today + timedelta(days=365), **changed}
    return Document(name, given["birthday"], given["valid_until"])


def test_one_person_has_one_account_and_moves_keep_the_person(
    wallet: WalletServices, db: Database, clock: FixedClock
) -> None:
    first = wallet.verify_person.verify(UDA, OFFICER, HANA, document(clock))
    with pytest.raises(Conflict, match="verified_elsewhere"):
        wallet.verify_person.verify(OTSUKI, OFFICER, TARO, document(clock, "ﾔﾏﾀﾞ　ﾊﾅ"))
    with pytest.raises(Conflict, match="account_taken"):
        wallet.verify_person.verify(UDA, OFFICER, HANA, document(clock, "ベツノヒト"))
    opened = clock.now()
    later = document(clock, valid_until=clock.now().date() + timedelta(days=700))
    assert wallet.verify_person.verify(UDA, OFFICER, HANA, later) == first  # renewed
    clock.advance(timedelta(hours=1))
    moved = wallet.verify_person.verify(OTSUKI, OFFICER, HANA, document(clock))
    assert moved != first
    with db.read() as session:
        rows = {row.id: row for row in session.scalars(select(Verification))}
        assert rows[first].person == rows[moved].person
        assert rows[first].revoked_at == clock.now()
        roll = wallet.persons
        assert roll.person_of(session, HANA, [str(UDA)], opened, opened) == rows[first].person
        assert roll.person_of(session, HANA, [str(UDA)], opened, clock.now()) is None
        assert roll.person_of(session, HANA, [str(OTSUKI)], opened, clock.now()) is None  # verified too late
        assert dict(roll.persons(session, [str(OTSUKI)], clock.now(), clock.now())) == {HANA: rows[moved].person}
        assert "ヤマダ" not in repr([vars(row) for row in rows.values()])
    assert wallet.list_persons.count(UDA) == 0
    assert wallet.list_persons.count(OTSUKI) == 1


def test_a_revoked_person_may_be_verified_on_another_account(
    wallet: WalletServices, db: Database, clock: FixedClock
) -> None:
    hana = wallet.open_managed_account("hana@example.jp", display_name="花")[0].address
    number = wallet.verify_person.verify(UDA, OFFICER, hana, document(clock))
    with pytest.raises(NotFound):
        wallet.verify_person.revoke(OTSUKI, OFFICER, number, "転出")
    with pytest.raises(Invalid, match="empty"):
        wallet.verify_person.revoke(UDA, OFFICER, number, " ")
    wallet.verify_person.revoke(UDA, OFFICER, number, "転出")
    again = wallet.verify_person.verify(UDA, OFFICER, TARO, document(clock))
    with db.read() as session:
        assert session.get_one(Verification, again).person == session.get_one(Verification, number).person
        (told,) = wallet.read_own_data(session, hana)["verifications"]
    assert (told["level"], told["reason"]) == ("counter", "転出")


def test_two_counters_at_the_same_moment_verify_a_person_once(
    wallet: WalletServices, db: Database, clock: FixedClock
) -> None:
    number = wallet.verify_person.verify(UDA, OFFICER, HANA, document(clock))
    with db.read() as session:
        first = session.get_one(Verification, number)
    for account, person in ((HANA, b"\x01" * 32), (TARO, first.person)):
        second = Verification(
            account=account, person=person, level=first.level, municipality=OTSUKI,
            valid_until=first.valid_until, verified_by=OFFICER, verified_at=clock.now(),
        )  # fmt: skip
        with pytest.raises(IntegrityError), db.write() as session:
            session.add(second)


def test_who_ran_out_is_verified_anew_as_the_same_person(
    wallet: WalletServices, db: Database, clock: FixedClock
) -> None:
    first = wallet.verify_person.verify(UDA, OFFICER, HANA, document(clock))
    clock.advance(timedelta(days=400))
    again = wallet.verify_person.verify(UDA, OFFICER, TARO, document(clock))
    with db.read() as session:
        assert session.get_one(Verification, again).person == session.get_one(Verification, first).person


@pytest.mark.parametrize(
    ("name", "days", "years_ago", "reason"),
    [
        ("", 10, 40, "empty"),
        ("山田花", 10, 40, "not_katakana"),
        ("ヤマダ", -1, 40, "not_within_years"),
        ("ヤマダ", 4_000, 40, "not_within_years"),
        ("ヤマダ", 10, 140, "not_a_birthday"),
        ("ヤマダ", 10, -1, "not_a_birthday"),
    ],
)
def test_what_cannot_be_is_refused(
    wallet: WalletServices, clock: FixedClock, name: str, days: int, years_ago: int, reason: str
) -> None:
    today = clock.now().date()
    given = Document(name, today.replace(year=today.year - years_ago, day=1), today + timedelta(days=days))
    with pytest.raises(Invalid, match=reason):
        wallet.verify_person.verify(UDA, OFFICER, HANA, given)


def by_app(clock: FixedClock, words: str) -> Check:
    today = clock.now().date()
    return Check(words, VerificationLevel.APP, UDA, today + timedelta(days=365), HANA)


def test_the_app_confirms_who_was_verified_at_the_counter(
    wallet: WalletServices, db: Database, clock: FixedClock
) -> None:
    number = wallet.verify_person.verify(UDA, OFFICER, HANA, document(clock))
    with db.write() as session:
        row = wallet.record_verification.record(session, HANA, by_app(clock, "app|hana"))
        assert (row.id, row.level) == (number, VerificationLevel.APP)
    with pytest.raises(Conflict, match="verified_elsewhere"):  # known by either check
        wallet.verify_person.verify(UDA, OFFICER, TARO, document(clock))
    with pytest.raises(Conflict, match="verified_elsewhere"), db.write() as session:
        wallet.record_verification.record(session, TARO, by_app(clock, "app|hana"))
    with pytest.raises(Conflict, match="account_taken"), db.write() as session:
        wallet.record_verification.record(session, HANA, by_app(clock, "app|taro"))  # someone else's card


def test_a_person_brings_the_verification_to_a_new_account(
    wallet: WalletServices, db: Database, clock: FixedClock
) -> None:
    number = wallet.verify_person.verify(UDA, OFFICER, HANA, document(clock))
    with db.write() as session:
        first = session.get_one(Verification, number)
        wallet.record_verification.record(session, HANA, by_app(clock, "app|hana"))
        moved = wallet.record_verification.record(session, TARO, by_app(clock, "app|hana"), replaces=True)
        assert (moved.account, moved.person) == (TARO, first.person)
        assert first.revoked_at == clock.now()
        assert wallet.persons.person_of(session, HANA, [str(UDA)], clock.now(), clock.now()) is None
