"""The identity check by the app, against the development provider behind a real port: what is kept, and every way of
going wrong is refused and verifies nobody."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from app.sandbox_identity.misbehaving import Misbehaviour
from app.sandbox_identity.people import find_person
from chain.clock import FixedClock, business_date
from chain.db import Database
from chain.errors import Conflict, NotFound
from chain.events import DomainEvent
from chain.ids import Address, MunicipalityCode
from chain.settings import IdentityCheck, Settings
from tests.fixtures.identity import IdentityProvider, answer_in
from tests.fixtures.web import made_up_identities
from tests.integration.wallet.conftest import FakeNode
from wallet import WalletServices, assemble
from wallet.errors import IdentityRefused, VerifiedElsewhere
from wallet.models.identity_check import AppCheck, IdentityRequest, KeptIdentity
from wallet.models.verification import Verification, VerificationLevel
from wallet.oidc.attributes import AgeBand
from wallet.services.identity.finish_check import Answer
from wallet.services.identity.record_app_check import Found
from wallet.services.persons.verify_person import Document

BANDAI, UDA = MunicipalityCode("074071"), MunicipalityCode("292125")
HANA, TARO = Address("0x" + "a1" * 20), Address("0x" + "b2" * 20)
OFFICER = Address("0x" + "0f" * 20)
BROWSER = "session-of-this-browser"


@pytest.fixture
def wallet(db: Database, clock: FixedClock, identity_provider: IdentityProvider, fake_node: FakeNode) -> WalletServices:
    return assemble(db, clock, identity_provider.settings, fake_node, made_up_identities())


def check(
    wallet: WalletServices,
    provider: IdentityProvider,
    person: str = "yui",
    *,
    account: Address = HANA,
    keeps: bool = False,
    wrong: Misbehaviour = Misbehaviour.NONE,
    agree: bool = True,
) -> None:
    address = wallet.identity.start(BROWSER, account, keeps=keeps)
    wallet.identity.finish(BROWSER, account, answer_in(provider.give_card(address, person, wrong, agree)))


@pytest.mark.parametrize(
    ("person", "town", "band"),
    [
        ("yui", "074071", AgeBand.MIDDLE),
        ("haru", "074071", AgeBand.CHILD),
        ("umeko", "292125", AgeBand.ELDER),
        ("aoi", "221007", AgeBand.YOUNG),  # a ward is a part of its city
        ("ken", "131041", AgeBand.MIDDLE),
    ],
)
def test_a_card_makes_a_verified_person_and_little_of_it_is_kept(
    wallet: WalletServices, identity_provider: IdentityProvider, db: Database, clock: FixedClock,
    person: str, town: str, band: AgeBand,
) -> None:  # fmt: skip
    check(wallet, identity_provider, person)
    view = wallet.identity.read.of(HANA)
    assert view is not None
    assert (view.level, view.municipality, view.age_band) == (VerificationLevel.APP, town, band)
    assert business_date(clock.now()) + timedelta(days=364) <= view.valid_until
    assert wallet.identity.read.kept(HANA) is None
    with db.read() as session:
        rows = [*session.scalars(select(Verification)), *session.scalars(select(AppCheck))]
        rows += [*session.scalars(select(IdentityRequest))]
        request = session.scalars(select(IdentityRequest)).one()
        told = repr([vars(row) for row in rows])
    assert request.verifier_sealed is None
    assert request.found_sealed is None
    for secret in ("五十嵐", "梅子", "中ノ橋", "1988", "19440115"):
        assert secret not in told


_WRONG = {
    Misbehaviour.WRONG_NONCE: "token_nonce",
    Misbehaviour.BAD_SIGNATURE: "token_signature",
    Misbehaviour.UNKNOWN_KID: "token_signature",
    Misbehaviour.NO_KID: "token_signature",
    Misbehaviour.ALG_NONE: "token_signature",
    Misbehaviour.HS256: "token_signature",
    Misbehaviour.EXPIRED: "token_expired",
    Misbehaviour.FROM_TOMORROW: "token_expired",
    Misbehaviour.OTHER_AUDIENCE: "token_audience",
    Misbehaviour.LONGER_AUDIENCE: "token_audience",
    Misbehaviour.TWO_AUDIENCES: "token_audience",
    Misbehaviour.OTHER_ISSUER: "token_issuer",
    Misbehaviour.MIX_UP: "wrong_issuer",
    Misbehaviour.BAD_AT_HASH: "token_access",
    Misbehaviour.NO_AT_HASH: "token_access",
    Misbehaviour.REPLAYED_CODE: "code_refused",
    Misbehaviour.LATE_CODE: "code_refused",
    Misbehaviour.SLOW: "provider_down",
    Misbehaviour.BROKEN: "provider_down",
    Misbehaviour.NOT_JSON: "provider_down",
    Misbehaviour.ELSEWHERE: "provider_down",
    Misbehaviour.OTHER_STATE: "wrong_state",
    Misbehaviour.SUBJECT_MISMATCH: "subject_differs",
    Misbehaviour.NO_USERINFO: "provider_refused",
    Misbehaviour.NO_BIRTHDATE: "attributes_missing",
    Misbehaviour.BAD_BIRTHDATE: "attributes_unreadable",
    Misbehaviour.BAD_ADDRESS: "attributes_unreadable",
    Misbehaviour.NOWHERE: "place_unknown",
}


def test_every_misbehaviour_is_named_here() -> None:
    assert set(_WRONG) | {Misbehaviour.NONE} == set(Misbehaviour)


def test_a_provider_that_goes_wrong_verifies_nobody(
    wallet: WalletServices, identity_provider: IdentityProvider
) -> None:
    wallet.identity.finish.answer_seconds = 0.5  # half as long as the slow one takes
    seen = {}
    for wrong in _WRONG:
        with pytest.raises(IdentityRefused) as refused:
            check(wallet, identity_provider, wrong=wrong)
        seen[wrong] = refused.value.reason
        assert wallet.identity.read.of(HANA) is None
    assert seen == _WRONG


def test_who_cancels_or_lives_abroad_is_told_so(wallet: WalletServices, identity_provider: IdentityProvider) -> None:
    for person, agree, reason in (("yui", False, "cancelled"), ("mari", True, "lives_abroad")):
        with pytest.raises(IdentityRefused, match=reason):
            check(wallet, identity_provider, person, agree=agree)


def test_an_answer_belongs_to_one_browser_one_account_and_one_moment(
    wallet: WalletServices, identity_provider: IdentityProvider, clock: FixedClock
) -> None:
    def answer() -> Answer:
        return answer_in(identity_provider.give_card(wallet.identity.start(BROWSER, HANA, keeps=False), "yui"))

    for browser, account in (("another-session", HANA), (BROWSER, TARO)):
        with pytest.raises(IdentityRefused, match="wrong_state"):
            wallet.identity.finish(browser, account, answer())
    with pytest.raises(IdentityRefused, match="wrong_state"):
        wallet.identity.finish(BROWSER, HANA, Answer(state="made-up", code="made-up"))
    late = answer()
    clock.advance(timedelta(minutes=16))
    with pytest.raises(IdentityRefused, match="expired"):
        wallet.identity.finish(BROWSER, HANA, late)
    good = answer()
    wallet.identity.finish(BROWSER, HANA, good)
    with pytest.raises(IdentityRefused, match="used"):
        wallet.identity.finish(BROWSER, HANA, good)


def test_a_provider_that_is_away_or_slow_is_not_waited_for(
    db: Database, clock: FixedClock, fake_node: FakeNode, identity_provider: IdentityProvider
) -> None:
    given = identity_provider.settings.model_copy(update={"identity_token_url": "http://127.0.0.1:9/token"})
    wallet = assemble(db, clock, given, fake_node, made_up_identities())
    began = time.monotonic()
    with pytest.raises(IdentityRefused, match="provider_down"):
        check(wallet, identity_provider)
    assert time.monotonic() - began < 5


def test_where_it_is_not_offered_nothing_begins(db: Database, clock: FixedClock, fake_node: FakeNode) -> None:
    wallet = assemble(
        db, clock, Settings(_env_file=None, identity_check=IdentityCheck.NONE), fake_node, made_up_identities()
    )
    with pytest.raises(IdentityRefused, match="not_offered"):
        wallet.identity.start(BROWSER, HANA, keeps=False)


def test_one_card_verifies_one_account_and_may_be_brought_to_another(
    wallet: WalletServices, identity_provider: IdentityProvider, db: Database, clock: FixedClock
) -> None:
    check(wallet, identity_provider)
    with pytest.raises(Conflict, match="account_taken"):
        check(wallet, identity_provider, "kazuo")
    with pytest.raises(VerifiedElsewhere) as elsewhere:
        check(wallet, identity_provider, account=TARO)
    number = elsewhere.value.request_id
    assert wallet.identity.read.of(TARO) is None
    for browser, account in (("another-session", TARO), (BROWSER, HANA)):
        with pytest.raises(NotFound):
            wallet.identity.move(browser, account, number)
    assert wallet.identity.move.former(BROWSER, TARO, number) == HANA
    wallet.identity.move(BROWSER, TARO, number)
    assert wallet.identity.read.of(HANA) is None
    assert wallet.identity.read.of(TARO) is not None
    with pytest.raises(NotFound):  # once
        wallet.identity.move(BROWSER, TARO, number)
    with db.read() as session:
        rows = session.scalars(select(Verification)).all()
        assert len({row.person for row in rows}) == 1
        (event,) = session.scalars(select(DomainEvent).filter_by(name="wallet.person_moved"))
        assert event.body["account"] == HANA


def test_what_waits_for_a_move_is_gone_when_it_is_too_late(
    wallet: WalletServices, identity_provider: IdentityProvider, db: Database, clock: FixedClock
) -> None:
    check(wallet, identity_provider)
    with pytest.raises(VerifiedElsewhere) as elsewhere:
        check(wallet, identity_provider, account=TARO, keeps=True)
    clock.advance(timedelta(minutes=16))
    with pytest.raises(NotFound):
        wallet.identity.move(BROWSER, TARO, elsewhere.value.request_id)
    wallet.forget_expired()
    with db.read() as session:
        held = select(IdentityRequest.found_sealed).where(IdentityRequest.account == TARO)
        assert session.scalars(held).all() == [None]


def test_a_check_runs_out_after_a_reminder_and_is_renewed_for_the_same_person(
    wallet: WalletServices, identity_provider: IdentityProvider, db: Database, clock: FixedClock
) -> None:
    check(wallet, identity_provider)
    first = wallet.identity.read.of(HANA)
    assert first is not None
    assert wallet.identity.remind.remind() == 0
    clock.advance(timedelta(days=340))
    assert wallet.identity.remind.remind() == 1
    assert wallet.identity.remind.remind() == 0
    with db.read() as session:
        (event,) = session.scalars(select(DomainEvent).filter_by(name="wallet.identity_runs_out"))
        assert event.body == {"account": HANA, "last_day": first.valid_until.isoformat()}
    check(wallet, identity_provider)
    renewed = wallet.identity.read.of(HANA)
    assert renewed is not None
    assert renewed.valid_until > first.valid_until
    clock.advance(timedelta(days=400))
    over = wallet.identity.read.of(HANA)
    assert over is not None
    assert over.is_over
    check(wallet, identity_provider)
    with db.read() as session:
        assert len(set(session.scalars(select(Verification.person)))) == 1


def test_name_and_address_are_kept_only_by_consent_and_erased(
    wallet: WalletServices, identity_provider: IdentityProvider, db: Database, clock: FixedClock
) -> None:
    check(wallet, identity_provider, keeps=True)
    kept = wallet.identity.read.kept(HANA)
    assert kept is not None
    assert (kept.name, kept.address[:10]) == ("五十嵐 結衣", "福島県耶麻郡磐梯町大")
    with db.read() as session:
        assert "五十嵐".encode() not in session.get_one(KeptIdentity, HANA).sealed
    wallet.identity.read.erase(HANA)
    assert wallet.identity.read.kept(HANA) is None
    assert wallet.identity.read.of(HANA) is not None
    check(wallet, identity_provider, keeps=True)
    clock.advance(timedelta(days=366))
    wallet.forget_expired()
    with db.read() as session:
        assert session.get(KeptIdentity, HANA) is None


def test_somebody_whom_a_counter_verified_is_not_verified_again_by_the_app(
    wallet: WalletServices, identity_provider: IdentityProvider, db: Database, clock: FixedClock
) -> None:
    today = business_date(clock.now())

    def at_the_counter(account: Address, name: str) -> int:
        document = Document("イガラシ ユイ", date(1988, 4, 12), today + timedelta(days=700), name)
        return wallet.verify_person.verify(BANDAI, OFFICER, account, document)

    number = at_the_counter(TARO, "五十嵐　結衣")
    with pytest.raises(Conflict, match="verified_at_counter"):
        check(wallet, identity_provider)
    check(wallet, identity_provider, account=TARO)  # the same person, as the account says
    view = wallet.identity.read.of(TARO)
    assert view is not None
    assert (view.level, view.valid_until) == (VerificationLevel.APP, today + timedelta(days=700))
    with db.read() as session:
        assert session.scalars(select(Verification.id).filter_by(revoked_at=None)).all() == [number]
    with pytest.raises(VerifiedElsewhere):
        check(wallet, identity_provider)


def test_a_counter_knows_who_came_by_the_app(
    wallet: WalletServices, identity_provider: IdentityProvider, clock: FixedClock
) -> None:
    check(wallet, identity_provider)
    until = business_date(clock.now()) + timedelta(days=700)
    with pytest.raises(Conflict, match="verified_elsewhere"):
        document = Document("イガラシ ユイ", date(1988, 4, 12), until, "五十嵐結衣")
        wallet.verify_person.verify(BANDAI, OFFICER, TARO, document)


def test_a_new_keystore_key_knows_who_came_by_the_app(
    wallet: WalletServices,
    identity_provider: IdentityProvider,
    db: Database,
    clock: FixedClock,
    fake_node: FakeNode,
) -> None:
    check(wallet, identity_provider, keeps=True)

    def with_keys(keys: str) -> WalletServices:
        given = identity_provider.settings.model_copy(update={"keystore_key": SecretStr(keys)})
        return assemble(db, clock, given, fake_node, made_up_identities())

    with_keys("a-new-key-encryption-key,dev-only-key-encryption-key").rotate_keystore_key()
    after = with_keys("a-new-key-encryption-key")
    kept = after.identity.read.kept(HANA)
    assert kept is not None
    assert kept.name == "五十嵐 結衣"
    with pytest.raises(VerifiedElsewhere):
        check(after, identity_provider, account=TARO)


def test_who_moved_house_is_the_same_person_in_another_town(
    wallet: WalletServices, identity_provider: IdentityProvider, db: Database, clock: FixedClock
) -> None:
    check(wallet, identity_provider)
    before = wallet.identity.read.of(HANA)
    assert before is not None
    clock.advance(timedelta(days=1))
    with db.write() as session:  # the same card with another address
        subject = find_person("yui")
        assert subject is not None
        client = identity_provider.settings.identity_client_id
        issuer = identity_provider.settings.identity_sandbox_issuer
        moved = Found(issuer, subject.subject(client), UDA, AgeBand.MIDDLE, "written|x", None)
        wallet.identity.record.record(session, HANA, moved)
    view = wallet.identity.read.of(HANA)
    assert view is not None
    assert (view.municipality, view.valid_until > before.valid_until) == (UDA, True)
    with db.read() as session:
        rows = session.scalars(select(Verification).order_by(Verification.id)).all()
        assert [row.revoked_at is None for row in rows] == [False, True]
        assert rows[0].person == rows[1].person
