"""Verified persons on the real registry: made, renewed, moved, brought to a new account, revoked; and what fails is
tried again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from chain.clock import day_number
from chain.errors import NotFound
from chain.ids import MunicipalityCode
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.persons import verify
from tests.fixtures.points import Region
from wallet.models import IdentityBinding, Verification, VerificationLevel
from wallet.services.persons.list_persons import ChainState
from wallet.services.persons.record_verification import Check
from wallet.services.persons.verify_person import Document


def state_of(region: Region, number: int, town: MunicipalityCode = UDA) -> ChainState:
    listed = {one.row.id: one.on_chain for one in region.platform.wallet.list_persons.newest(town)}
    return listed[number]


def facts(region: Region) -> list[tuple[object, ...]]:
    columns = [column for column in IdentityBinding.__table__.columns if column.name != "nullifier"]
    with region.platform.db.read() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(IdentityBinding.revision))]


def test_the_chain_follows_what_the_counter_records(region: Region) -> None:
    registry, counter = region.chain.contracts.identities, region.platform.wallet.verify_person
    hana, newer = region.person(), region.person()
    until = region.today + timedelta(days=365)
    document = Document("ヤマダ ハナ", date(1950, 1, 2), until)
    number = counter.verify(UDA, region.officer, hana, document)
    assert state_of(region, number) is ChainState.UNDER_WAY
    assert not registry.is_verified(hana)
    region.settle()
    assert state_of(region, number) is ChainState.RECORDED
    with region.platform.db.read() as session:
        nullifier = session.get_one(Verification, number).nullifier
    bound = registry.binding_of(nullifier)
    assert (bound.account, bound.municipality, bound.level) == (hana, UDA.number, 1)
    assert (bound.valid_until, bound.revision) == (day_number(until), 1)

    with region.platform.db.write() as session:  # as the app would
        check = Check("app|hana", VerificationLevel.APP, UDA, until + timedelta(days=100), hana)
        region.platform.wallet.record_verification.record(session, hana, check)
    region.settle()
    assert (registry.binding_of(nullifier).level, registry.binding_of(nullifier).revision) == (2, 2)
    moved = verify(region, hana, "ヤマダ ハナ", MUKAWA)
    assert registry.view("isResident", hana, MUKAWA.number) and not registry.view("isResident", hana, UDA.number)

    recovered = verify(region, newer, "ヤマダ ハナ", MUKAWA, replaces=True)
    assert (registry.is_verified(hana), registry.is_verified(newer)) == (False, True)
    assert registry.view("isSuccessor", hana, newer)
    assert {state_of(region, one, MUKAWA) for one in (moved, recovered)} == {ChainState.RECORDED}
    counter.revoke(MUKAWA, region.officer, recovered, "転出のため")
    region.settle()
    assert not registry.is_verified(newer)

    before = facts(region)
    assert len(before) == 5
    assert all("転出" not in str(row) and "ヤマダ" not in str(row) for row in before)
    region.indexer.rebuild()
    assert facts(region) == before


def test_what_was_asked_before_it_arrived_ends_as_it_was_asked_last(region: Region) -> None:
    """Verified and revoked before the relayer saw either; then five people at once, in one transaction."""
    registry, counter = region.chain.contracts.identities, region.platform.wallet.verify_person
    gone, people = region.person(), [region.person() for _ in range(5)]
    until = region.today + timedelta(days=365)
    number = counter.verify(UDA, region.officer, gone, Document("キエタ", date(1950, 1, 2), until))
    counter.revoke(UDA, region.officer, number, "間違い")
    for place, person in enumerate(people):
        counter.verify(UDA, region.officer, person, Document("ヒト" * (place + 1), date(1950, 1, 2), until))
    region.settle()
    assert not registry.is_verified(gone)
    assert all(registry.is_verified(person) for person in people)
    assert state_of(region, number) is ChainState.RECORDED


def test_what_the_chain_refused_is_tried_again_by_an_officer_of_the_town(region: Region) -> None:
    registry, counter = region.chain.contracts.identities, region.platform.wallet.verify_person
    region.chain.operator.send(registry, "setAttester", region.chain.operator.attester, False)
    hana = region.person()
    number = verify(region, hana, "ヤマダ ハナ")
    assert state_of(region, number) is ChainState.FAILED
    with pytest.raises(NotFound):
        counter.record_again(MUKAWA, number)
    assert region.chain.operator.allow_attester() and not region.chain.operator.allow_attester()
    counter.record_again(UDA, number)
    assert state_of(region, number) is ChainState.UNDER_WAY
    counter.record_again(UDA, number)  # pressed twice: nothing failed any more
    region.settle()
    assert state_of(region, number) is ChainState.RECORDED
    assert registry.is_verified(hana)
