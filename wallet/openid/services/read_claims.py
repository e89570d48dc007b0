"""What a service gets to know of a person, as JSON: no name, no address, no account, no number of a card."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from wallet.openid.models import UseKind
from wallet.openid.ports import HeldTickets, Holdings
from wallet.openid.scopes import Scope
from wallet.openid.services.consents import note_use, standing
from wallet.openid.services.keep_tokens import Presented
from wallet.services.identity.read_identity import ReadIdentity


class ReadClaims:
    def __init__(self, db: Database, clock: Clock, identity: ReadIdentity, holdings: Holdings) -> None:
        self._db = db
        self._clock = clock
        self._identity = identity
        self._holdings = holdings

    def of(self, account: Address, client_id: str, scopes: Collection[Scope]) -> dict[str, Any]:
        """By claim, as this service gets it. Town and band of age are those of an identity check that holds; nobody's
        word otherwise."""
        claims: dict[str, Any] = {}
        identity = self._identity.of(account)
        held = identity if identity is not None and not identity.is_over else None
        if Scope.TOWN in scopes:
            claims |= {"town": str(held.municipality) if held else None, "town_verified": held is not None}
        if Scope.AGE_BAND in scopes:
            claims["age_band"] = str(held.age_band) if held and held.age_band else None
        with self._db.read() as session:
            if Scope.CARDS in scopes:
                claims["cards"] = [
                    {
                        "kind": one.kind, "town": str(one.town), "town_name": one.town_name_ja,
                        "town_name#en": one.town_name_en, "name": one.name_ja, "name#en": one.name_en,
                    }
                    for one in self._holdings.cards(session, account)
                ]  # fmt: skip
            if Scope.POINTS in scopes:
                claims["points"] = [
                    {
                        "program": one.program, "town": str(one.town), "name": one.name_ja, "name#en": one.name_en,
                        "balance": one.balance,
                    }
                    for one in self._holdings.points(session, account)
                ]  # fmt: skip
            if Scope.TICKETS in scopes:
                held_tickets = self._holdings.tickets(session, account, client_id)
                claims["tickets"] = [_told_tickets(one) for one in held_tickets]
        return claims

    def hand_out(self, token: Presented) -> dict[str, Any]:
        """For a service that shows an access token; the person sees later that it did."""
        scopes = [Scope(scope) for scope in token.scope.split()]
        with self._db.write() as session:
            consent = standing(session, token.account, token.client_id)
            if consent is not None:
                note_use(session, consent, UseKind.READ, self._clock.now())
        return {"sub": token.subject, **self.of(token.account, token.client_id, scopes)}


def _told_tickets(one: HeldTickets) -> dict[str, Any]:
    check_in = {} if one.to_check_in is None else {"to_check_in": one.to_check_in}
    return {
        "ticket": one.ticket, "ticket_service": one.ticket_service, "name": one.name_ja, "name#en": one.name_en,
        "fare": one.fare_ja, "fare#en": one.fare_en, "slot": one.slot, "starts_at": one.starts_at,
        "ends_at": one.ends_at, "count": one.count, "unused": one.unused, "is_called_off": one.is_called_off,
        **check_in,
    }  # fmt: skip
