"""Sending mail: by SMTP, or kept for the page /mail where no mail server is set (embedded only)."""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from itertools import islice
from typing import Protocol
from urllib.parse import unquote, urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from wallet.errors import SignInRefused
from wallet.models import SentMail
from wallet.vault import Vault

_SMTP_TIMEOUT_SECONDS = 10
_SHOWN = 50
_SEARCHED = 5_000  # addresses are sealed: whoever looks for one opens them all
_UNFOLDED = ("List-Unsubscribe",)
_NONE: Mapping[str, str] = {}


class Mailer(Protocol):
    def send(self, to: str, subject: str, body: str, headers: Mapping[str, str] = _NONE) -> None:
        """`headers` stand beside From, To and Subject. Raises: SignInRefused (mail_unavailable)."""
        ...


@dataclass(frozen=True, slots=True)
class Mail:
    id: int
    to: str
    subject: str
    body: str
    sent_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)


class KeptMail:
    """A mailer that sends nothing, and the box to read what it kept."""

    def __init__(self, db: Database, vault: Vault, clock: Clock) -> None:
        self._db = db
        self._vault = vault
        self._clock = clock

    def send(self, to: str, subject: str, body: str, headers: Mapping[str, str] = _NONE) -> None:
        text = json.dumps({"to": to, "subject": subject, "body": body, "headers": dict(headers)})
        with self._db.write() as session:
            session.add(SentMail(sealed=self._vault.seal("mail", text.encode()), sent_at=self._clock.now()))

    def latest(self, limit: int = _SHOWN, to: str = "") -> list[Mail]:
        """The newest first; with `to`, those to this address among the newest thousands."""
        newest = select(SentMail).order_by(SentMail.id.desc()).limit(_SEARCHED if to else limit)
        with self._db.read() as session:
            rows = session.scalars(newest).all()
        opened = (self._opened(row) for row in rows)
        return list(islice((mail for mail in opened if to in ("", mail.to)), limit))

    def read(self, mail_id: int) -> Mail:
        """Raises: NotFound."""
        with self._db.read() as session:
            row = session.get(SentMail, mail_id)
        if row is None:
            raise NotFound("mail", mail_id)
        return self._opened(row)

    def forget(self, session: Session, email: str) -> None:
        """What was written to this address, and codes that named it."""
        for row in session.scalars(select(SentMail)):
            if self._opened(row).to == email:
                session.delete(row)
        session.flush()

    def _opened(self, row: SentMail) -> Mail:
        text = json.loads(self._vault.open("mail", row.sealed))
        return Mail(id=row.id, sent_at=row.sent_at, **text)


class _WholeAddresses(EmailPolicy):
    """Python writes a long address without spaces as encoded words, which no mail program reads as a link."""

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}{self.linesep}" if name in _UNFOLDED else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode() if name in _UNFOLDED else super().fold_binary(name, value)


def composed(sender: str, to: str, subject: str, body: str, headers: Mapping[str, str] = _NONE) -> EmailMessage:
    message = EmailMessage(_WholeAddresses())
    message["From"], message["To"], message["Subject"] = sender, to, subject
    for name, value in headers.items():
        message[name] = value
    message.set_content(body)
    return message


class SmtpMail:
    """smtp://user:password@host:587 upgrades to TLS where the server offers it; smtps:// speaks TLS from the start."""

    def __init__(self, url: str, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender

    def send(self, to: str, subject: str, body: str, headers: Mapping[str, str] = _NONE) -> None:
        message = composed(self._sender, to, subject, body, headers)
        try:
            with self._connect() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise SignInRefused("mail_unavailable") from error

    def _connect(self) -> smtplib.SMTP:
        host = self._url.hostname or "localhost"
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self._url.scheme == "smtps":
            port = self._url.port or 465
            server = smtplib.SMTP_SSL(host, port, timeout=_SMTP_TIMEOUT_SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, self._url.port or 587, timeout=_SMTP_TIMEOUT_SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        return server
