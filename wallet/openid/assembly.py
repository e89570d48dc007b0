"""Puts the OpenID provider together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from chain.settings import Mode, Settings
from wallet.openid.grants import IdTokens
from wallet.openid.ports import Holdings, MayTry, ServiceDirectory
from wallet.openid.services.consents import Consents
from wallet.openid.services.find_client import FindClient
from wallet.openid.services.forget import ForgetOpenId
from wallet.openid.services.keep_client import KeepClient
from wallet.openid.services.keep_keys import KeepKeys
from wallet.openid.services.keep_tokens import KeepTokens
from wallet.openid.services.list_consents import ListConsents
from wallet.openid.services.read_claims import ReadClaims
from wallet.openid.services.withdraw import Withdraw
from wallet.services.identity.read_identity import ReadIdentity
from wallet.vault import Vault


@dataclass(frozen=True, slots=True)
class OpenIdProvider:
    issuer: str
    clients: FindClient
    keep_client: KeepClient
    consents: Consents
    withdraw: Withdraw
    list_consents: ListConsents
    forget: ForgetOpenId
    tokens: KeepTokens
    keys: KeepKeys
    id_tokens: IdTokens
    claims: ReadClaims
    holdings: Holdings
    may_try: MayTry


def assemble(
    db: Database,
    clock: Clock,
    wall: Clock,
    vault: Vault,
    settings: Settings,
    *,
    identity: ReadIdentity,
    services: ServiceDirectory,
    holdings: Holdings,
    may_try: MayTry,
) -> OpenIdProvider:
    issuer, keys = settings.public_url.rstrip("/"), KeepKeys(db, clock, vault)
    return OpenIdProvider(
        issuer=issuer,
        clients=FindClient(db, clock, services),
        keep_client=KeepClient(db, clock, allows_loopback=settings.mode is not Mode.PRODUCTION),
        consents=Consents(db, clock),
        withdraw=Withdraw(db, clock),
        list_consents=ListConsents(db, clock, services),
        forget=ForgetOpenId(db, clock),
        tokens=KeepTokens(db, clock),
        keys=keys,
        id_tokens=IdTokens(issuer, keys, clock, wall),
        claims=ReadClaims(db, clock, identity, holdings),
        holdings=holdings,
        may_try=may_try,
    )
