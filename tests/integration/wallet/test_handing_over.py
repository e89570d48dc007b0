"""A ward's account gets its owner: only by the receiver's own act, never by a guardian's word once the ward is of age,
and where the person is known, as that same person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from chain.audit_log import AuditEntry
from chain.clock import FixedClock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.events import DomainEvent
from chain.ids import Address, MunicipalityCode
from tests.fixtures.identity import IdentityProvider, answer_in
from tests.fixtures.web import made_up_identities
from tests.integration.wallet.conftest import FakeNode
from wallet import Account, WalletServices, assemble
from wallet.errors import FamilyRefused, IdentityRefused, SignInRefused
from wallet.models import FamilyBond, Relation
from wallet.models.handover import OFFER_LIFETIME, Handover
from wallet.services.family.hand_over import Desk
from wallet.services.persons.verify_person import Document

BANDAI, UDA, MISHIMA = (MunicipalityCode(code) for code in ("074071", "292125", "222062"))
MINE = "mio@example.jp"


@pytest.fixture
def wallet(db: Database, clock: FixedClock, identity_provider: IdentityProvider, fake_node: FakeNode) -> WalletServices:
    return assemble(db, clock, identity_provider.settings, fake_node, made_up_identities())


@pytest.fixture
def taro(wallet: WalletServices) -> Account:
    return account(wallet, "taro")


@pytest.fixture
def officer(wallet: WalletServices) -> Address:
    return account(wallet, "officer").address


def account(wallet: WalletServices, name: str) -> Account:
    return wallet.open_managed_account(f"{name}@example.jp", display_name=name)[0]


def child(wallet: WalletServices, guardian: Account, month: str = "2016-06") -> FamilyBond:
    return wallet.families.register.child(guardian.address, "みお", month)


def parent(wallet: WalletServices, guardian: Account, officer: Address) -> FamilyBond:
    bond = wallet.families.register.adult(guardian.address, "ウメ", Relation.PARENT, UDA)
    wallet.families.confirm.approve(UDA, officer, bond.id)
    return bond


def paper(kana: str, name: str, birthday: date) -> Document:
    return Document(kana, birthday, date(2028, 12, 31), name)


def haru() -> Document:
    """As the card of the ten-year-old has it, too."""
    return paper("イガラシ ハル", "五十嵐 陽", date(2016, 6, 3))


def umeko() -> Document:
    return paper("ウエダ ウメコ", "上田 梅子", date(1944, 1, 15))


def ticket(wallet: WalletServices) -> str:
    """What the link of the newest mail holds."""
    assert wallet.mailbox is not None
    found = re.search(r"/takeover\?ticket=(\S+)", wallet.mailbox.latest()[0].body)
    assert found is not None
    return found.group(1)


def offer(wallet: WalletServices, guardian: Account, bond: FamilyBond, email: str = MINE) -> str:
    wallet.families.hand_over.by_guardian(guardian.address, bond.id, email, locale="ja")
    return ticket(wallet)


def read_card(wallet: WalletServices, provider: IdentityProvider, link: str, person: str) -> None:
    address = wallet.families.take_over.begin_check(link)
    wallet.families.take_over.finish_check(link, answer_in(provider.give_card(address, person)))


def owner_of(wallet: WalletServices, email: str = MINE) -> Address | None:
    return wallet.find(email)


def told(db: Database, what: str) -> set[str]:
    with db.read() as session:
        rows = session.scalars(select(DomainEvent).where(DomainEvent.name == "wallet.family_told"))
        return {row.body["account"] for row in rows if row.body["what"] == what}


def refused(reason: str, act: Callable[[], object]) -> None:
    with pytest.raises(FamilyRefused, match=reason):
        act()


def test_a_guardians_press_changes_nothing_until_the_receiver_takes_it(
    wallet: WalletServices, db: Database, taro: Account
) -> None:
    bond, take_over = child(wallet, taro), wallet.families.take_over
    refused("email_taken", lambda: offer(wallet, taro, bond, "taro@example.jp"))
    link = offer(wallet, taro, bond)
    assert owner_of(wallet) is None
    seen = take_over.look(link)
    assert (seen.name, seen.by, seen.email, seen.needs_card) == ("みお", "taro", MINE, False)
    refused("handover_over", lambda: take_over.take("guessed"))
    take_over.take(link)
    assert owner_of(wallet) == bond.ward
    assert told(db, "taken_over") == {str(taro.address), str(bond.ward)}
    refused("handover_over", lambda: take_over.take(link))
    refused("has_email", lambda: offer(wallet, taro, bond, "other@example.jp"))


def test_each_act_stands_in_the_audit_log_with_both(wallet: WalletServices, db: Database, taro: Account) -> None:
    bond = child(wallet, taro)
    wallet.families.take_over.take(offer(wallet, taro, bond))
    with db.read() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        acts = [act.act for act, _bond in wallet.families.directory.acts(taro.address)]
    assert [(one.actor, one.role, one.act) for one in entries] == [
        (taro.address, "guardian", "family.hand_over"), (bond.ward, "ward", "family.take_over"),
    ]  # fmt: skip
    assert {one.subject for one in entries} == {f"ward={bond.ward} guardian={taro.address}"}
    assert acts == ["family.hand_over"]


def test_nobody_but_the_childs_guardian_of_today_offers_it(wallet: WalletServices, db: Database, taro: Account) -> None:
    bond, hana, stranger = child(wallet, taro), account(wallet, "hana"), account(wallet, "stranger")
    second = wallet.families.register.offer(taro.address, bond.id, hana.member_number)
    wallet.families.confirm.accept(second.id, hana.address)
    with pytest.raises(NotFound):
        offer(wallet, stranger, bond)
    with pytest.raises(NotFound):
        offer(wallet, hana, bond)  # by the other guardian's number
    link = offer(wallet, hana, second)
    assert told(db, "handing_over") == {str(taro.address)}
    wallet.families.end.withdraw(second.id, hana.address)
    refused("only_the_person", lambda: offer(wallet, hana, second))
    refused("only_the_person", lambda: wallet.families.take_over.take(link))  # offered while it still held
    assert owner_of(wallet) is None


def test_what_was_offered_before_and_three_days_later_is_good_no_more(
    wallet: WalletServices, db: Database, clock: FixedClock, taro: Account
) -> None:
    bond = child(wallet, taro)
    first, second = offer(wallet, taro, bond, "typo@example.jp"), offer(wallet, taro, bond)
    refused("handover_over", lambda: wallet.families.take_over.take(first))
    clock.advance(OFFER_LIFETIME)
    refused("handover_over", lambda: wallet.families.take_over.look(second))
    clock.advance(timedelta(days=2))
    wallet.forget_expired()
    with db.read() as session:
        assert session.scalar(select(Handover)) is None


def test_after_the_eighteenth_birthday_the_guardian_chooses_no_address(
    wallet: WalletServices, clock: FixedClock, taro: Account
) -> None:
    month = (clock.now() + timedelta(days=40)).replace(day=1)
    bond = child(wallet, taro, f"{month.year - 18}-{month.month:02d}")
    clock.advance(month - timedelta(days=1) - clock.now())
    link = offer(wallet, taro, bond)
    clock.advance(timedelta(days=2))
    refused("only_the_person", lambda: wallet.families.take_over.take(link))
    refused("only_the_person", lambda: offer(wallet, taro, bond))  # also before the job comes round
    wallet.families.end.by_age()
    refused("only_the_person", lambda: offer(wallet, taro, bond))
    assert owner_of(wallet) is None


def test_a_guardian_never_hands_an_adults_account_over(wallet: WalletServices, taro: Account, officer: Address) -> None:
    refused("only_the_person", lambda: offer(wallet, taro, parent(wallet, taro, officer)))


def test_a_verified_childs_account_goes_to_the_card_of_that_child_alone(
    wallet: WalletServices, identity_provider: IdentityProvider, taro: Account, officer: Address
) -> None:
    bond = child(wallet, taro)
    wallet.verify_person.verify(BANDAI, officer, bond.ward, haru())
    link, take_over = offer(wallet, taro, bond), wallet.families.take_over
    assert take_over.look(link).needs_card
    refused("card_needed", lambda: take_over.take(link))
    refused("another_person", lambda: read_card(wallet, identity_provider, link, "yui"))  # a parent's card
    refused("card_needed", lambda: take_over.take(link))
    read_card(wallet, identity_provider, link, "haru")
    take_over.take(link)
    assert owner_of(wallet) == bond.ward
    view = wallet.identity.read.of(bond.ward)
    assert view is not None and view.level == "app"


def test_an_answer_meant_for_another_link_hands_nothing_over(
    wallet: WalletServices, identity_provider: IdentityProvider, taro: Account, officer: Address
) -> None:
    bond = child(wallet, taro)
    wallet.verify_person.verify(BANDAI, officer, bond.ward, haru())
    link, take_over = offer(wallet, taro, bond), wallet.families.take_over
    wallet.families.hand_over.by_person("elsewhere@example.jp", locale="ja")
    other = ticket(wallet)
    answer = answer_in(identity_provider.give_card(take_over.begin_check(other), "haru"))
    with pytest.raises(IdentityRefused, match="wrong_state"):
        take_over.finish_check(link, answer)
    refused("card_needed", lambda: take_over.take(link))


def test_a_grown_up_finds_the_own_account_by_the_card_without_the_guardian(
    wallet: WalletServices, identity_provider: IdentityProvider, db: Database, taro: Account, officer: Address
) -> None:
    bond, take_over = parent(wallet, taro, officer), wallet.families.take_over
    wallet.verify_person.verify(UDA, officer, bond.ward, umeko())
    wallet.families.hand_over.by_person(MINE, locale="en")
    link = ticket(wallet)
    assert (take_over.look(link).name, take_over.look(link).needs_card) == ("", True)
    refused("no_account_of_card", lambda: read_card(wallet, identity_provider, link, "kazuo"))
    refused("card_needed", lambda: take_over.take(link))
    read_card(wallet, identity_provider, link, "umeko")
    assert take_over.look(link).name == "ウメ"
    take_over.take(link)
    assert owner_of(wallet) == bond.ward
    assert str(taro.address) in told(db, "taken_over")


def test_the_counter_hands_over_to_whom_it_sees(
    wallet: WalletServices, db: Database, taro: Account, officer: Address
) -> None:
    bond, seen = parent(wallet, taro, officer), umeko()
    wallet.families.hand_over.at_counter(Desk(UDA, officer), bond.ward, MINE, seen, locale="ja")
    assert told(db, "handing_over") == {str(taro.address)}
    assert wallet.identity.read.of(bond.ward) is not None
    assert owner_of(wallet) is None
    wallet.families.take_over.take(ticket(wallet))
    assert owner_of(wallet) == bond.ward
    with db.read() as session:
        first = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).first()
    assert first is not None
    assert (first.actor, first.role, first.scope) == (officer, "officer", UDA)
    assert first.subject == f"ward={bond.ward} guardian={taro.address}"


def test_the_counter_refuses_the_wrong_town_person_family_and_account(
    wallet: WalletServices, taro: Account, officer: Address
) -> None:
    bond, hand_over = parent(wallet, taro, officer), wallet.families.hand_over

    def ask(town: MunicipalityCode, who: Address, ward: Address, seen: Document, email: str = MINE) -> None:
        hand_over.at_counter(Desk(town, who), ward, email, seen, locale="ja")

    seen, other = umeko(), paper("モチヅキ カズオ", "望月 和夫", date(1975, 9, 30))
    refused("other_town", lambda: ask(MISHIMA, officer, bond.ward, seen))
    refused("own_request", lambda: ask(UDA, taro.address, bond.ward, seen))
    refused("no_ward", lambda: ask(UDA, officer, account(wallet, "shop").address, seen))
    refused("email_taken", lambda: ask(UDA, officer, bond.ward, seen, "taro@example.jp"))
    with pytest.raises(Invalid):
        ask(UDA, officer, bond.ward, seen, "no address")
    assert wallet.identity.read.of(bond.ward) is None  # nothing of what was refused is kept
    wallet.verify_person.verify(UDA, officer, bond.ward, seen)
    refused("another_person", lambda: ask(UDA, officer, bond.ward, other))
    refused("other_town", lambda: ask(MISHIMA, officer, bond.ward, seen))


def test_who_is_of_age_comes_to_the_counter_with_the_registered_month_or_the_family(
    wallet: WalletServices, taro: Account, officer: Address
) -> None:
    bond, hand_over, desk = child(wallet, taro, "2016-05"), wallet.families.hand_over, Desk(BANDAI, officer)
    seen = haru()
    refused("other_birth_month", lambda: hand_over.at_counter(desk, bond.ward, MINE, seen, locale="ja"))
    hand_over.at_counter(desk, bond.ward, MINE, seen, with_family=True, locale="ja")
    wallet.families.take_over.take(ticket(wallet))
    assert owner_of(wallet) == bond.ward


def test_one_address_is_written_to_five_times_a_quarter_of_an_hour(wallet: WalletServices) -> None:
    for _ in range(5):
        wallet.families.hand_over.by_person(MINE, locale="ja")
    with pytest.raises(SignInRefused, match="too_many_codes"):
        wallet.families.hand_over.by_person(MINE, locale="ja")
