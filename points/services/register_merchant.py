"""An officer registers a merchant (加盟店): an account for its points, its staff, its entry in the registry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.db.numbers import unused_number
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode, contains_my_number
from chain.outbox import enqueue
from points.acts import registration_act
from points.models import Merchant, MerchantCategory
from points.ports import ShopAccounts
from points.signing import ToSign

_SIGNATURE_LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MerchantEntry:
    name_ja: str
    name_en: str
    category: MerchantCategory
    staff_email: str  # of the first person who works the terminal

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        for field in ("name_ja", "name_en"):
            value = getattr(self, field)
            if len(value) > 100:
                raise Invalid(field, "too_long")
            if contains_my_number(value):
                raise Invalid(field, "my_number")
        if not self.name_ja.strip():
            raise Invalid("name_ja", "empty")
        if not self.staff_email.strip():
            raise Invalid("staff_email", "empty")


class RegisterMerchant:
    """Does not check that the officer holds the Registrar role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, shop_accounts: ShopAccounts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.shop_accounts = shop_accounts

    def prepare(self, municipality: MunicipalityCode, officer: Address, entry: MerchantEntry) -> ToSign:
        entry.check()
        now = self.clock.now()
        with self.db.read() as session:
            merchant_id = unused_number(session, Merchant.id, low=10_000_000, high=99_999_999)
        self.shop_accounts.appoint(entry.staff_email.strip(), merchant_id)
        account = self.shop_accounts.open(entry.name_ja.strip())
        with self.db.write() as session:
            merchant = Merchant(
                id=merchant_id,
                municipality=municipality,
                name_ja=entry.name_ja.strip(),
                name_en=entry.name_en.strip(),
                category=entry.category,
                account=account,
                deadline=unix(now + _SIGNATURE_LIFE),
                created_by=officer,
                created_at=now,
            )
            session.add(merchant)
            session.flush()
            return ToSign(str(merchant.id), self.contracts.merchants.registration_message(registration_act(merchant)))

    def resume(self, municipality: MunicipalityCode, merchant_id: int) -> ToSign:
        """What an officer of the municipality signs to register a merchant that was entered and left unsigned.

        Raises: NotFound, Conflict (signed).
        """
        now = self.clock.now()
        with self.db.write() as session:
            merchant = _load(session, merchant_id)
            if merchant.municipality != municipality:
                raise NotFound("merchant", merchant_id)
            if merchant.submitted_at is not None:
                raise Conflict("merchant", "signed")
            if merchant.deadline <= unix(now):
                merchant.deadline = unix(now + _SIGNATURE_LIFE)
            return ToSign(str(merchant.id), self.contracts.merchants.registration_message(registration_act(merchant)))

    def complete(self, subject: str, signature: bytes, signer: Address | None = None) -> None:
        """`signer` is the officer who signed, when it is another than the one who entered the merchant."""
        now = self.clock.now()
        with self.db.write() as session:
            merchant = _load(session, int(subject))
            officer = signer or merchant.created_by
            call = self.contracts.merchants.register(registration_act(merchant), officer, signature)
            name = f"points.merchant:{merchant.id}"
            enqueue(session, call, key=name, subject=name, now=now, principal=officer)
            merchant.created_by = officer
            merchant.submitted_at = merchant.submitted_at or now


def _load(session: Session, merchant_id: int) -> Merchant:
    merchant = session.get(Merchant, merchant_id)
    if merchant is None:
        raise NotFound("merchant", merchant_id)
    return merchant
