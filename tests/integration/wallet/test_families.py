"""Families: who may act for whom, agreed by whom, from when until when; and who is a household."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from chain.acting import acting
from chain.clock import FixedClock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.events import DomainEvent
from chain.ids import Address, MunicipalityCode
from wallet import Account, WalletServices
from wallet.errors import FamilyRefused
from wallet.models import BondState, FamilyBond, Relation

UDA, MISHIMA = MunicipalityCode("292125"), MunicipalityCode("222062")


def account(wallet: WalletServices, name: str) -> Account:
    return wallet.open_managed_account(f"{name}@example.jp", display_name=name)[0]


@pytest.fixture
def taro(wallet: WalletServices) -> Account:
    return account(wallet, "taro")


def child(wallet: WalletServices, guardian: Account, month: str = "2015-04") -> FamilyBond:
    return wallet.families.register.child(guardian.address, "みお", month)


def acts_for(wallet: WalletServices, token: str) -> Address | None:
    seen = wallet.account_of_session.seen(token)
    found = wallet.families.act_as.current(seen) if seen else None
    return found.ward.address if found else None


def told(db: Database) -> list[tuple[str, str]]:
    with db.read() as session:
        rows = session.scalars(select(DomainEvent).where(DomainEvent.name == "wallet.family_told"))
        return [(row.body["what"], row.body["account"]) for row in rows]


def test_a_child_has_an_account_of_its_own_and_the_guardian_acts_at_once(wallet: WalletServices, taro: Account) -> None:
    bond, token = child(wallet, taro), wallet.open_session(taro).token
    assert bond.ward != taro.address and wallet.is_managed(bond.ward)
    assert acts_for(wallet, token) is None
    wallet.families.act_as.begin(token, taro, bond.id)
    assert acts_for(wallet, token) == bond.ward
    assert acts_for(wallet, wallet.open_session(taro).token) is None  # another browser of the same person
    wallet.families.act_as.end(token)
    assert acts_for(wallet, token) is None


def test_nobody_acts_for_a_stranger(wallet: WalletServices, taro: Account) -> None:
    bond, stranger = child(wallet, taro), account(wallet, "stranger")
    token = wallet.open_session(stranger).token
    for attempt in (
        lambda: wallet.families.act_as.begin(token, stranger, bond.id),
        lambda: wallet.families.end.withdraw(bond.id, stranger.address),
        lambda: wallet.families.confirm.accept(bond.id, stranger.address),
        lambda: wallet.families.hand_over.by_guardian(stranger.address, bond.id, "x@example.jp", locale="ja"),
        lambda: wallet.families.register.offer(stranger.address, bond.id, taro.member_number),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_withdrawal_ends_it_at_once_and_it_does_not_come_back(
    wallet: WalletServices, db: Database, taro: Account
) -> None:
    bond, token = child(wallet, taro), wallet.open_session(taro).token
    wallet.families.act_as.begin(token, taro, bond.id)
    wallet.families.end.withdraw(bond.id, bond.ward)
    assert acts_for(wallet, token) is None
    assert ("ended", str(taro.address)) in told(db)
    with pytest.raises(NotFound):
        wallet.families.act_as.begin(token, taro, bond.id)


def test_half_an_hour_without_a_request_and_one_is_oneself_again(
    wallet: WalletServices, clock: FixedClock, taro: Account
) -> None:
    bond, token = child(wallet, taro), wallet.open_session(taro).token
    wallet.families.act_as.begin(token, taro, bond.id)
    clock.advance(timedelta(minutes=29))
    assert acts_for(wallet, token) == bond.ward
    clock.advance(timedelta(minutes=31))
    assert acts_for(wallet, token) is None
    assert acts_for(wallet, token) is None  # though the session was used just now
    wallet.families.act_as.begin(token, taro, bond.id)
    wallet.sign_out(token)
    assert acts_for(wallet, token) is None


def test_an_adult_waits_for_the_counter_of_the_town_that_was_asked(
    wallet: WalletServices, db: Database, taro: Account
) -> None:
    officer = account(wallet, "officer").address
    families, token = wallet.families, wallet.open_session(taro).token
    bond = families.register.adult(taro.address, "ウメ", Relation.PARENT, UDA)
    with pytest.raises(NotFound):
        families.act_as.begin(token, taro, bond.id)
    with pytest.raises(NotFound):
        families.confirm.accept(bond.id, taro.address)  # not by oneself
    with pytest.raises(NotFound):
        families.confirm.approve(MISHIMA, officer, bond.id)
    with pytest.raises(FamilyRefused, match="own_request"):
        families.confirm.approve(UDA, taro.address, bond.id)
    families.confirm.approve(UDA, officer, bond.id)
    families.act_as.begin(token, taro, bond.id)
    assert acts_for(wallet, token) == bond.ward
    with pytest.raises(Invalid):
        families.confirm.end(UDA, officer, bond.id, " ")
    families.confirm.end(UDA, officer, bond.id, "本人の申し出")
    assert acts_for(wallet, token) is None
    assert [what for what, _who in told(db)] == ["approved", "approved", "ended", "ended"]


def test_somebody_with_an_account_agrees_before_anything_is_done(wallet: WalletServices, taro: Account) -> None:
    ume, token = account(wallet, "ume"), wallet.open_session(taro).token
    bond = wallet.families.register.invite(taro.address, ume.member_number, Relation.PARENT)
    with pytest.raises(NotFound):
        wallet.families.confirm.accept(bond.id, taro.address)
    with pytest.raises(NotFound):
        wallet.families.act_as.begin(token, taro, bond.id)
    wallet.families.confirm.accept(bond.id, ume.address)
    wallet.families.act_as.begin(token, taro, bond.id)
    assert acts_for(wallet, token) == ume.address
    with pytest.raises(FamilyRefused, match="known"):
        wallet.families.register.invite(taro.address, ume.member_number, Relation.PARENT)
    with pytest.raises(Invalid):
        wallet.families.register.invite(taro.address, "ume@example.jp", Relation.PARENT)
    with pytest.raises(FamilyRefused, match="oneself"):
        wallet.families.register.invite(taro.address, taro.member_number, Relation.OTHER)


def test_eight_wards_and_two_guardians_are_the_most(wallet: WalletServices, taro: Account) -> None:
    bonds = [child(wallet, taro) for _ in range(8)]
    with pytest.raises(FamilyRefused, match="too_many_wards"):
        child(wallet, taro)
    hana, jiro = account(wallet, "hana"), account(wallet, "jiro")
    second = wallet.families.register.offer(taro.address, bonds[0].id, hana.member_number)
    with pytest.raises(FamilyRefused, match="too_many_guardians"):
        wallet.families.register.offer(taro.address, bonds[0].id, jiro.member_number)
    with pytest.raises(NotFound):
        wallet.families.act_as.begin(wallet.open_session(hana).token, hana, second.id)
    wallet.families.confirm.accept(second.id, hana.address)
    assert [bond.ward for bond in wallet.families.directory.wards(hana.address)] == [bonds[0].ward]


def test_a_household_is_guardians_and_wards(wallet: WalletServices, db: Database, taro: Account) -> None:
    bond, hana, other = child(wallet, taro), account(wallet, "hana"), account(wallet, "other")
    waiting = wallet.families.register.adult(taro.address, "ウメ", Relation.PARENT, UDA)
    second = wallet.families.register.offer(taro.address, bond.id, hana.member_number)
    wallet.families.confirm.accept(second.id, hana.address)
    family = {taro.address, hana.address, bond.ward}
    with db.read() as session:
        for one in family:
            assert wallet.families.household(session, one) == family
        assert wallet.families.household(session, other.address) == {other.address}
        assert waiting.ward not in wallet.families.household(session, taro.address)
        everybody = [*family, other.address]
        assert wallet.families.households(session, everybody) == {
            one: wallet.families.household(session, one) for one in everybody
        }


def test_whoever_is_bound_however_far_belongs_together_with_guardians_first(
    wallet: WalletServices, db: Database, taro: Account
) -> None:
    """Two who look after one child: the other child of either is of the same family, and nobody is in two."""
    hana, other = account(wallet, "hana"), account(wallet, "other")
    shared, own = child(wallet, taro), child(wallet, hana)
    second = wallet.families.register.offer(taro.address, shared.id, hana.member_number)
    wallet.families.confirm.accept(second.id, hana.address)
    with db.read() as session:
        found = wallet.families.together(session, [own.ward, taro.address, other.address])
    assert sorted(map(len, found)) == [1, 4] and [other.address] in [list(one) for one in found]
    family = max(found, key=len)
    assert set(family[:2]) == {taro.address, hana.address} and set(family[2:]) == {shared.ward, own.ward}


@pytest.mark.parametrize("month", ["", "2015-13", "2099-01", "1990-01", "4月"])
def test_a_child_is_somebody_before_eighteen(wallet: WalletServices, taro: Account, month: str) -> None:
    with pytest.raises(Invalid):
        child(wallet, taro, month)


def test_at_eighteen_it_ends_after_both_were_told_a_month_before(
    wallet: WalletServices, db: Database, clock: FixedClock, taro: Account
) -> None:
    now = clock.now()
    month = (now + timedelta(days=70)).replace(day=1)
    bond = child(wallet, taro, f"{month.year - 18}-{month.month:02d}")
    token = wallet.open_session(taro).token
    wallet.families.act_as.begin(token, taro, bond.id)
    assert wallet.families.end.by_age() == 0
    clock.advance(month - timedelta(days=20) - now)
    assert wallet.families.end.by_age() == 1
    assert wallet.families.end.by_age() == 0
    assert told(db) == [("ends_soon", str(taro.address)), ("ends_soon", str(bond.ward))]
    clock.advance(timedelta(days=21))
    token = wallet.open_session(taro).token
    with pytest.raises(NotFound):  # also before the job comes round
        wallet.families.act_as.begin(token, taro, bond.id)
    wallet.families.end.by_age()
    assert [what for what, _who in told(db)][2:] == ["of_age", "of_age"]
    assert wallet.families.directory.of(taro.address)[0].state == BondState.ENDED


def test_a_signature_made_for_somebody_bears_both_names(wallet: WalletServices, db: Database, taro: Account) -> None:
    bond = child(wallet, taro)
    typed = {
        "types": {"EIP712Domain": [{"name": "chainId", "type": "uint256"}], "Act": [{"name": "n", "type": "uint256"}]},
        "primaryType": "Act",
        "domain": {"chainId": 1337},
        "message": {"n": 1},
    }
    with acting(taro.address):
        wallet.sign_typed_data(bond.ward, typed, "points.payment")
    wallet.sign_typed_data(bond.ward, typed | {"message": {"n": 2}}, "points.payment")
    with db.read() as session:
        own = wallet.read_own_data(session, bond.ward)
        digests = [row["digest"] for row in own["signatures"]]
        assert [row["acted_by"] for row in own["signatures"]] == [taro.address, None]
        found = wallet.families.directory.signed_by_guardian(session, bond.ward, digests)
    assert found == {digests[0]: taro.address}
