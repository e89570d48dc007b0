"""A new key-encryption key takes over everywhere, so that the old one can go."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, datetime

import pytest
from sqlalchemy import LargeBinary, select

from app.sealed_columns import SEALED
from app.sealing_anew import SealAnew
from app.wiring import Platform
from chain.db import Base, Database
from chain.errors import ConfigError
from chain.ids import ZERO_ADDRESS
from chain.settings import plain
from points.bridges.models import ServiceEvent
from points.bridges.services import receive_event
from points.bridges.services.keep_secrets import KeepSecrets
from points.models import ShopProfile
from points.services.merchants import keep_shop
from tests.fixtures.bridges import Bridge
from wallet.assembly import vault_of
from wallet.vault import Vault

_OF_THE_WALLET = {  # wallet/services/rotate_keystore_key.py and what it calls
    "account.email_sealed",
    "app_check.subject_sealed",
    "authenticator_app.sealed_secret",
    "email_code.email_sealed",
    "family_handover.email_sealed",  # thrown away: it is good for three days
    "identity_request.found_sealed",
    "identity_request.verifier_sealed",
    "kept_identity.sealed",
    "managed_key.sealed_key",
    "openid_key.sealed",
    "sent_mail.sealed",
}
_BY_OTHER_KEYS = {"poll_ballot.draft_sealed", "poll_ballot.sealed"}  # the poll's trustees hold its key


def test_every_sealed_column_is_sealed_anew_somewhere() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and "sealed" in column.name
    }
    named = {f"{kept.column.class_.__tablename__}.{kept.column.key}" for kept in SEALED}
    assert found == named | _OF_THE_WALLET | _BY_OTHER_KEYS


def test_what_services_and_shops_left_opens_under_the_new_key_alone(
    platform: Platform, bridge: Bridge, db: Database
) -> None:
    bridge.receive(bridge.event())
    old = vault_of(platform.settings)
    _keep_shops(db, old, 250)  # more than are locked at once
    both, new = Vault(["a-new-key", plain(platform.settings.keystore_key)]), Vault(["a-new-key"])
    with pytest.raises(ConfigError):
        SealAnew(db, new)()
    assert SealAnew(db, both)() == 250 + 4  # and contact, secret, content and subject of the service
    assert SealAnew(db, both)() == 0
    with db.read() as session:
        assert all(new.is_current(one) for kept in SEALED for one in session.scalars(select(kept.column)) if one)
        event = session.scalars(select(ServiceEvent)).one()
        contact = session.get_one(ShopProfile, 250).contact_sealed
    assert event.subject_sealed is not None
    assert new.open(receive_event.SUBJECT, event.subject_sealed, bridge.client_id) == b"test:hanako"
    assert new.open(keep_shop.PURPOSE, contact, "250") == b"shop-250@example.jp"
    secrets = KeepSecrets(db, platform.clock, new)
    with db.read() as session:
        assert secrets.valid(session, bridge.service) == [b64decode(bridge.secret.removeprefix("whsec_"))]


def _keep_shops(db: Database, vault: Vault, count: int) -> None:
    with db.write() as session:
        for number in range(1, count + 1):
            contact = f"shop-{number}@example.jp".encode()
            session.add(
                ShopProfile(
                    merchant_id=number,
                    address="",
                    hours={},
                    hours_note="",
                    phone="",
                    web="",
                    description_ja="",
                    description_en="",
                    contact_sealed=vault.seal(keep_shop.PURPOSE, contact, str(number)),
                    updated_by=ZERO_ADDRESS,
                    updated_at=datetime(2026, 11, 24, tzinfo=UTC),
                )
            )
