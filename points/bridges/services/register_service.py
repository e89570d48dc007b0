"""A town's officer invites a service and decides about it: what it may send, and whether it counts."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, Invalid, MusubiError, NotFound
from chain.ids import Address, MunicipalityCode, contains_my_number
from points.bridges.catalogue import event_type
from points.bridges.models import ConnectedService, ServiceAct, ServiceActKind, ServiceState
from points.bridges.models.service import MOST_PURPOSE
from points.bridges.ports import VendorAccounts
from points.bridges.services.keep_secrets import has_secret
from points.ports import Cipher, Letters

PURPOSE = "bridge_contact"
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTER = (
    "連携サービスへのご招待 / Please connect your service",
    (
        "「{name}」を地域ポイントとつなぐ準備ができました。次のページにこのメールアドレスでサインインすると、\n"
        "接続に必要な情報、見本のプログラム、届いたイベントの記録が見られます。はじめはテスト用です。\n{url}\n\n"
        "Everything is ready to connect {name} to regional points. Sign in with this address: the page holds what\n"
        "your developers need, sample code, and a live log of your events. It starts in test mode.\n"
    ),
)


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """What an officer says about a service. `email` is asked for once, at the invitation. `ticket_services`: numbers of
    what the town sells tickets of; the service is told of each sale. `check_ins`: of which of these, and at which place
    (a merchant's id, 0: any), the service may check tickets in."""

    name_ja: str
    name_en: str
    purpose: str
    event_types: Sequence[str]
    towns: Sequence[str]
    email: str = ""
    ticket_services: Sequence[int] = ()
    check_ins: Sequence[tuple[int, int]] = ()


class RegisterService:
    """Does not check that the officer may; the surface does by role."""

    def __init__(
        self, db: Database, clock: Clock, cipher: Cipher, accounts: VendorAccounts, letters: Letters, public_url: str
    ) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher
        self.accounts = accounts
        self.letters = letters
        self.public_url = public_url.rstrip("/")

    def invite(self, municipality: MunicipalityCode, officer: Address, entry: ServiceEntry) -> str:
        """The new service's client id. It starts in test mode, without a secret. A letter that cannot be sent stops
        nothing: the vendor's person has the page from signing in.

        Raises: Invalid.
        """
        _check(municipality, entry)
        client_id = "svc_" + "".join(secrets.choice(_ALPHABET) for _ in range(16))
        self.accounts.appoint(entry.email, client_id)
        with self.db.write() as session:
            row = ConnectedService(
                client_id=client_id,
                municipality=municipality,
                contact_sealed=self.cipher.seal(PURPOSE, entry.email.strip().encode(), client_id),
                state=ServiceState.TEST,
                created_at=self.clock.now(),
            )
            _put(row, municipality, entry)
            session.add(row)
            session.flush()
            self._record(session, row, ServiceActKind.INVITED, officer)
        self._write(entry, client_id)
        return client_id

    def change(self, municipality: MunicipalityCode, officer: Address, client_id: str, entry: ServiceEntry) -> None:
        """Raises: NotFound, Invalid."""
        _check(municipality, entry)
        with self.db.write() as session:
            row = own_service(session, municipality, client_id)
            _put(row, municipality, entry)
            self._record(session, row, ServiceActKind.CHANGED, officer, **_terms(row))

    def go_live(self, municipality: MunicipalityCode, officer: Address, client_id: str) -> None:
        """Raises: NotFound, Conflict (no_secret)."""
        with self.db.write() as session:
            row = own_service(session, municipality, client_id)
            if not has_secret(session, row.id):
                raise Conflict("service", "no_secret")
            self._turn(session, row, ServiceState.LIVE, ServiceActKind.WENT_LIVE, officer)

    def back_to_test(self, municipality: MunicipalityCode, officer: Address, client_id: str) -> None:
        """Raises: NotFound."""
        with self.db.write() as session:
            row = own_service(session, municipality, client_id)
            self._turn(session, row, ServiceState.TEST, ServiceActKind.BACK_TO_TEST, officer)

    def stop(self, municipality: MunicipalityCode, officer: Address, client_id: str, reason: str) -> None:
        """Its events are refused from now on. Raises: NotFound, Invalid (reason)."""
        words = _text("reason", reason, MOST_PURPOSE)
        with self.db.write() as session:
            row = own_service(session, municipality, client_id)
            self._turn(session, row, ServiceState.STOPPED, ServiceActKind.STOPPED, officer, words)

    def contact(self, service: ConnectedService) -> str:
        return self.cipher.open(PURPOSE, service.contact_sealed, service.client_id).decode()

    def _turn(
        self,
        session: Session,
        row: ConnectedService,
        state: ServiceState,
        kind: ServiceActKind,
        officer: Address,
        reason: str = "",
    ) -> None:
        if row.state != state:
            row.state, row.reason = state, reason
            self._record(session, row, kind, officer, reason=reason)

    def _record(
        self, session: Session, row: ConnectedService, kind: ServiceActKind, actor: Address, **detail: object
    ) -> None:
        session.add(ServiceAct(service_id=row.id, kind=kind, actor=actor, detail=detail, at=self.clock.now()))

    def _write(self, entry: ServiceEntry, client_id: str) -> None:
        try:
            invite_by_letter(self.letters, entry.email, entry.name_ja, client_id, self.public_url)
        except MusubiError:
            return


def invite_by_letter(letters: Letters, email: str, name: str, client_id: str, public_url: str) -> None:
    """Raises what the mailer raises."""
    subject, body = _LETTER
    words = body.format(name=" ".join(name.split()), url=f"{public_url.rstrip('/')}/services/{client_id}")
    letters.send(email.strip(), subject, words)


def own_service(session: Session, municipality: MunicipalityCode, client_id: str) -> ConnectedService:
    """Raises: NotFound, also for another town's."""
    mine = ConnectedService.client_id == client_id, ConnectedService.municipality == municipality
    row = session.scalar(select(ConnectedService).where(*mine).with_for_update())
    if row is None:
        raise NotFound("service", client_id)
    return row


def _put(row: ConnectedService, municipality: MunicipalityCode, entry: ServiceEntry) -> None:
    row.name_ja, row.name_en = entry.name_ja.strip(), entry.name_en.strip()
    row.purpose = entry.purpose.strip()
    row.event_types = sorted(set(entry.event_types))
    row.towns = sorted({str(municipality), *entry.towns})
    row.ticket_services = sorted({*entry.ticket_services, *(number for number, _ in entry.check_ins)})
    row.check_ins = [list(one) for one in sorted(set(entry.check_ins))]


def _terms(row: ConnectedService) -> dict[str, object]:
    tickets = {"tickets": row.ticket_services, "check_ins": row.check_ins}
    return {"types": row.event_types, "towns": row.towns, **tickets}


def _check(municipality: MunicipalityCode, entry: ServiceEntry) -> None:
    _text("name_ja", entry.name_ja, 100)
    _text("name_en", entry.name_en or "-", 100)
    _text("purpose", entry.purpose, MOST_PURPOSE)
    if not entry.event_types:
        raise Invalid("event_types", "empty")
    if any(event_type(name) is None for name in entry.event_types):
        raise Invalid("event_types", "unknown")
    for town in entry.towns:
        MunicipalityCode(town)


def _text(name: str, text: str, most: int) -> str:
    words = text.strip()
    if not words:
        raise Invalid(name, "empty")
    if len(words) > most:
        raise Invalid(name, "too_long", max_length=most)
    if contains_my_number(words):
        raise Invalid(name, "my_number")
    return words
