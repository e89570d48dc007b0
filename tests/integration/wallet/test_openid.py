"""The OpenID provider's own rules on each database: keys, codes, tokens, consents; the protocol is in tests/web."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import FixedClock
from chain.db import Database
from chain.errors import Invalid
from chain.events import DomainEvent
from chain.ids import Address, MunicipalityCode
from chain.settings import Mode, Settings
from wallet import WalletServices
from wallet.assembly import vault_of
from wallet.openid import OpenIdProvider, assemble
from wallet.openid.errors import ClientNotFit
from wallet.openid.models import AuthorizationCode, Consent, ConsentUse, IssuedToken, SigningKey
from wallet.openid.models.key import KEY_LIFE, PUBLISHED_AFTER, PUBLISHED_AHEAD
from wallet.openid.models.token import REFRESH_LIFE
from wallet.openid.ports import HeldCard, HeldPoints, HeldTickets, ServiceView
from wallet.openid.scopes import Scope
from wallet.openid.services.find_client import Client
from wallet.openid.services.keep_client import ClientTerms, KeepClient, ScopeEntry
from wallet.openid.services.keep_keys import KeepKeys
from wallet.openid.services.keep_tokens import CodeRequest, Presented
from wallet.vault import Vault

GYM, UDA = "svc_gym", MunicipalityCode("292125")
SOMEBODY = Address("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
ASKED = (Scope.OPENID, Scope.TOWN, Scope.OFFLINE_ACCESS)


class Services:
    def find(self, session: Session, client_id: str) -> ServiceView | None:
        return ServiceView(client_id, "ジム", "Gym", UDA, "宇陀市", "Uda", is_in_test=False, is_stopped=False)


class Holdings:
    def town_name(self, session: Session, town: MunicipalityCode) -> tuple[str, str]:
        return "宇陀市", "Uda"

    def cards(self, session: Session, account: Address) -> list[HeldCard]:
        return [HeldCard("ambassador_card", UDA, "宇陀市", "Uda", "小烏丸", "Kogarasumaru")]

    def points(self, session: Session, account: Address) -> list[HeldPoints]:
        return [HeldPoints(3, UDA, "うだポイント", "Uda points", 1_200)]

    def tickets(self, session: Session, account: Address, client_id: str) -> list[HeldTickets]:
        words = "フェリー", "Ferry", "おとな", "Adult"
        return [HeldTickets(f"tk_{client_id}", 7, *words, 12, "2026-11-28T08:00:00+09:00", None, 2, 1, False)]


@pytest.fixture
def openid(db: Database, clock: FixedClock, settings: Settings, wallet: WalletServices) -> OpenIdProvider:
    return assemble(
        db,
        clock,
        clock,
        vault_of(settings),
        settings,
        identity=wallet.identity.read,
        services=Services(),
        holdings=Holdings(),
        may_try=lambda account, service: False,
    )


@pytest.fixture
def gym(openid: OpenIdProvider) -> Client:
    entries = [ScopeEntry(scope, "ため", "for", scope is Scope.TOWN) for scope in (Scope.TOWN, Scope.OFFLINE_ACCESS)]
    openid.keep_client.set_up(GYM, SOMEBODY, ClientTerms(["https://gym.example/cb"], entries))
    found = openid.clients(GYM)
    assert found is not None
    return found


def code_for(openid: OpenIdProvider, gym: Client, code: str = "c") -> Presented:
    """As a service shows it that a person let in."""
    openid.consents.give(SOMEBODY, gym, ASKED, ASKED)
    now = openid.id_tokens.clock.now()
    asked = CodeRequest(gym, SOMEBODY, "https://gym.example/cb", " ".join(ASKED), "", "x" * 43, now)
    openid.tokens.keep_code(code, asked)
    found = openid.tokens.code(code, gym)
    assert found is not None
    return found


def tokens(number: int) -> dict[str, str]:
    return {"access_token": f"a{number}", "refresh_token": f"r{number}", "scope": " ".join(ASKED)}


def test_a_key_is_published_before_it_signs_and_as_long_as_something_lives_that_it_signed(
    openid: OpenIdProvider, clock: FixedClock
) -> None:
    keys = openid.keys
    first = keys.signing()
    said = jwt.encode({"alg": "ES256", "kid": first.kid or ""}, {"sub": "x"}, first)
    clock.advance(KEY_LIFE - timedelta(minutes=1))
    assert keys.rotate_due() == 0
    clock.advance(timedelta(minutes=1))
    assert (keys.rotate_due(), keys.rotate_due()) == (1, 0)
    kids = [key["kid"] for key in keys.published()["keys"]]
    assert kids[0] == first.kid == keys.signing().kid and len(kids) == 2
    clock.advance(PUBLISHED_AHEAD)
    assert keys.signing().kid == kids[1]
    published: Any = keys.published()
    assert jwt.decode(said, KeySet.import_key_set(published)).claims["sub"] == "x"
    clock.advance(PUBLISHED_AFTER)
    assert [key["kid"] for key in keys.published()["keys"]] == [kids[1]]
    assert keys.replace_leaked() == keys.signing().kid
    assert [key["kid"] for key in keys.published()["keys"]] == [keys.signing().kid]


def test_a_key_is_sealed_at_rest_and_anew_under_a_new_one(
    openid: OpenIdProvider, db: Database, clock: FixedClock
) -> None:
    signing = openid.keys.signing()
    both = KeepKeys(db, clock, Vault(["new", "key-encryption-key"]))
    both.renew_seals()
    with db.read() as session:
        row = session.scalars(select(SigningKey)).one()
    assert b"PRIVATE" not in row.sealed and "d" not in row.public
    assert KeepKeys(db, clock, Vault(["new"])).signing().as_dict(private=True) == signing.as_dict(private=True)


def test_of_two_who_show_a_code_at_the_same_moment_both_lose(openid: OpenIdProvider, gym: Client, db: Database) -> None:
    shown, got = code_for(openid, gym), []
    together = threading.Barrier(2)

    def exchange(number: int) -> None:
        together.wait()
        got.append(openid.tokens.issue(shown, tokens(number)))

    racers = [threading.Thread(target=exchange, args=(number,)) for number in (1, 2)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sorted(got) == [False, True]
    assert openid.tokens.access("a1") is None and openid.tokens.access("a2") is None


def test_a_family_ends_together_and_another_lives_on(openid: OpenIdProvider, gym: Client, clock: FixedClock) -> None:
    openid.tokens.issue(code_for(openid, gym), tokens(1))
    openid.tokens.issue(code_for(openid, gym, "d"), tokens(2))
    clock.advance(timedelta(days=59))
    refresh = openid.tokens.refresh("r1", gym)
    assert refresh is not None and openid.tokens.issue(refresh, tokens(3))
    assert openid.tokens.refresh("r1", gym) is None  # shown twice
    assert openid.tokens.access("a3") is None and openid.tokens.refresh("r3", gym) is None
    assert openid.tokens.refresh("r2", gym) is not None
    clock.advance(timedelta(days=1))
    assert openid.tokens.refresh("r2", gym) is None  # its time is over


def test_withdrawing_ends_everything_at_once_and_says_so_once(
    openid: OpenIdProvider, gym: Client, db: Database, clock: FixedClock
) -> None:
    openid.tokens.issue(code_for(openid, gym), tokens(1))
    waiting = code_for(openid, gym, "d")
    with db.write() as session:
        assert openid.withdraw.withdraw_all(session, SOMEBODY) == 1
        assert openid.withdraw.withdraw_all(session, SOMEBODY) == 0
    assert openid.tokens.access("a1") is None and openid.tokens.refresh("r1", gym) is None
    assert openid.tokens.issue(waiting, tokens(2)) is False
    assert openid.consents.is_needed(SOMEBODY, gym, ASKED)
    with db.read() as session:
        told = session.scalars(select(DomainEvent).where(DomainEvent.name == "wallet.consent_withdrawn")).all()
    at = clock.now().isoformat(timespec="seconds")
    assert [event.body for event in told] == [{"client_id": GYM, "subject": waiting.subject, "withdrawn_at": at}]
    assert [one.ending for one in openid.list_consents.past(SOMEBODY)] == ["withdrawn", "replaced"]


def test_a_person_is_asked_again_for_more_or_for_another_purpose(openid: OpenIdProvider, gym: Client) -> None:
    openid.consents.give(SOMEBODY, gym, ASKED, [Scope.OPENID])
    assert openid.consents.given(SOMEBODY, GYM) == [Scope.OPENID, Scope.TOWN]  # without which nobody gets in
    assert openid.consents.left_out(SOMEBODY, GYM) == {Scope.OFFLINE_ACCESS}
    assert not openid.consents.is_needed(SOMEBODY, gym, ASKED)
    assert openid.consents.is_needed(SOMEBODY, gym, [*ASKED, Scope.CARDS])
    other = [ScopeEntry(Scope.TOWN, "広告のため", "for advertising")]
    openid.keep_client.set_up(GYM, SOMEBODY, ClientTerms(["https://gym.example/cb"], other))
    changed = openid.clients(GYM)
    assert changed is not None and openid.consents.is_needed(SOMEBODY, changed, [Scope.OPENID, Scope.TOWN])


def test_claims_say_what_is_held_and_nothing_that_leads_to_the_account(openid: OpenIdProvider) -> None:
    claims = openid.claims.of(SOMEBODY, GYM, list(Scope))
    assert claims["town_verified"] is False and claims["town"] is None and claims["age_band"] is None
    assert claims["cards"] == [
        {
            "kind": "ambassador_card", "town": "292125", "town_name": "宇陀市", "town_name#en": "Uda",
            "name": "小烏丸", "name#en": "Kogarasumaru",
        }
    ]  # fmt: skip
    assert claims["points"][0]["balance"] == 1_200
    (held,) = claims["tickets"]
    assert (held["ticket"], held["count"], held["unused"], held["fare#en"]) == ("tk_svc_gym", 2, 1, "Adult")
    assert SOMEBODY not in str(claims)


def test_a_secret_is_made_once_and_loopback_is_for_developing_alone(
    openid: OpenIdProvider, gym: Client, db: Database, clock: FixedClock
) -> None:
    openid.keep_client.make_secret(GYM, 0)
    with pytest.raises(ClientNotFit):
        openid.keep_client.make_secret(GYM, 0)  # pressed twice
    with pytest.raises(ClientNotFit):
        openid.keep_client.make_secret("svc_other", 0)
    loopback = ClientTerms(["http://127.0.0.1:8020/cb"], [])
    openid.keep_client.set_up(GYM, SOMEBODY, loopback)
    production = Settings(_env_file=None, mode=Mode.PRODUCTION).mode
    with pytest.raises(Invalid):
        KeepClient(db, clock, allows_loopback=production is Mode.EMBEDDED).set_up(GYM, SOMEBODY, loopback)


def test_what_no_longer_serves_is_thrown_away(
    openid: OpenIdProvider, gym: Client, db: Database, clock: FixedClock
) -> None:
    openid.tokens.issue(code_for(openid, gym), tokens(1))
    clock.advance(timedelta(days=2))
    openid.forget()
    with db.read() as session:
        assert not session.scalars(select(AuthorizationCode)).all()
        assert [row.kind for row in session.scalars(select(IssuedToken))] == ["refresh"]
    clock.advance(REFRESH_LIFE)
    openid.forget()
    clock.advance(timedelta(days=400))
    openid.forget()
    with db.read() as session:
        assert not session.scalars(select(IssuedToken)).all() and not session.scalars(select(ConsentUse)).all()
        assert session.scalars(select(Consent)).all()  # the person's own history stays
