"""The client that a request names, in the form in which Authlib asks about it."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from authlib.oauth2.rfc6749 import ClientMixin
from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from wallet.openid.models import OpenIdClient, OpenIdSecret
from wallet.openid.ports import ServiceDirectory, ServiceView
from wallet.openid.scopes import Scope, parse_scopes, scope_text
from wallet.openid.services.keep_client import ScopeEntry, entries_of
from wallet.tokens import token_hash


@dataclass(frozen=True, slots=True)
class Client(ClientMixin):  # type: ignore[misc]
    client_id: str
    service: ServiceView
    redirect_uris: Sequence[str]
    entries: Sequence[ScopeEntry]
    secret_hashes: Sequence[bytes] = field(repr=False)
    client_metadata: dict[str, str] = field(default_factory=dict)  # of dynamic registration, which we do not offer

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """Each request says where to, and is compared letter by letter."""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """Without `openid` a request is refused, as is one for something that the service did not say it wants."""
        asked, registered = parse_scopes(scope), {Scope.OPENID, *(entry.scope for entry in self.entries)}
        return scope_text(asked) if Scope.OPENID in asked and registered.issuperset(asked) else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        given = token_hash(client_secret)
        return bool(sum(hmac.compare_digest(given, known) for known in self.secret_hashes))

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in ("authorization_code", "refresh_token")

    def entry(self, scope: Scope) -> ScopeEntry | None:
        return next((entry for entry in self.entries if entry.scope is scope), None)


class FindClient:
    def __init__(self, db: Database, clock: Clock, services: ServiceDirectory) -> None:
        self._db = db
        self._clock = clock
        self._services = services

    def __call__(self, client_id: str) -> Client | None:
        """None also for a service that was stopped: it gets nothing more."""
        now = self._clock.now()
        with self._db.read() as session:
            row = session.scalar(select(OpenIdClient).where(OpenIdClient.client_id == client_id))
            service = self._services.find(session, client_id) if row else None
            if row is None or service is None or service.is_stopped:
                return None
            secrets = session.scalars(select(OpenIdSecret).where(OpenIdSecret.client_row == row.id)).all()
        hashes = [one.secret_hash for one in secrets if one.ends_at is None or one.ends_at > now]
        return Client(client_id, service, row.redirect_uris, entries_of(row), hashes)
