"""An officer registers a merchant (加盟店): an account for its points, its staff, its entry in the registry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.db.numbers import unused_number
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode, contains_my_number
from chain.outbox import enqueue
from points.acts import registration_act
from points.models import Merchant, MerchantApplication, MerchantCategory
from points.models.payout_account import PayoutEntry
from points.models.shop import ShopEntry
from points.ports import Cipher, ShopAccounts
from points.services.merchants.keep_payout_account import add_account
from points.services.merchants.keep_shop import write_profile
from points.signing import ToSign

_SIGNATURE_LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MerchantEntry:
    name_ja: str
    name_en: str
    category: MerchantCategory
    staff_email: str  # of the first person who works the terminal

    def check(self, *, needs_email: bool = True) -> None:
        """Raises: Invalid naming the field."""
        for field in ("name_ja", "name_en"):
            value = getattr(self, field)
            if len(value) > 100:
                raise Invalid(field, "too_long")
            if contains_my_number(value):
                raise Invalid(field, "my_number")
        if not self.name_ja.strip():
            raise Invalid("name_ja", "empty")
        if needs_email and not self.staff_email.strip():
            raise Invalid("staff_email", "empty")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry comes from: an application brings its number and its applicant, a list its import."""

    merchant_id: int | None = None
    staff: Address | None = None  # instead of an e-mail
    import_id: int | None = None


class RegisterMerchant:
    """Does not check that the officer holds the Registrar role; the surface does by role, the contract by signature."""

    def __init__(
        self, db: Database, clock: Clock, contracts: Contracts, shop_accounts: ShopAccounts, cipher: Cipher
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.shop_accounts = shop_accounts
        self.cipher = cipher

    def prepare(
        self,
        municipality: MunicipalityCode,
        officer: Address,
        entry: MerchantEntry,
        shop: ShopEntry | None = None,
        payout: PayoutEntry | None = None,
    ) -> ToSign:
        """Enter the shop and ask for the officer's signature.

        Raises: Invalid naming the field.
        """
        merchant_id = self.enter(municipality, officer, entry, shop, payout)
        return self.resume(municipality, merchant_id)

    def enter(
        self,
        municipality: MunicipalityCode,
        officer: Address,
        entry: MerchantEntry,
        shop: ShopEntry | None = None,
        payout: PayoutEntry | None = None,
        origin: Origin = Origin(),
    ) -> int:
        """The shop with its account and staff, not signed yet. With the same `origin.merchant_id` again: no second one.

        Raises: Invalid naming the field.
        """
        entry.check(needs_email=origin.staff is None)
        shop, payout = shop and shop.checked(), payout and payout.checked()
        now = self.clock.now()
        with self.db.read() as session:
            merchant_id = origin.merchant_id or new_merchant_id(session)
            if session.get(Merchant, merchant_id) is not None:
                return merchant_id
        if origin.staff is not None:
            self.shop_accounts.appoint_account(origin.staff, merchant_id)
        else:
            self.shop_accounts.appoint(entry.staff_email.strip(), merchant_id)
        account = self.shop_accounts.open(entry.name_ja.strip())
        with self.db.write() as session:
            session.add(
                Merchant(
                    id=merchant_id,
                    municipality=municipality,
                    name_ja=entry.name_ja.strip(),
                    name_en=entry.name_en.strip(),
                    category=entry.category,
                    account=account,
                    deadline=unix(now + _SIGNATURE_LIFE),
                    created_by=officer,
                    created_at=now,
                    import_id=origin.import_id,
                )
            )
            if shop is not None:
                write_profile(session, self.cipher, merchant_id, officer, shop, now)
            if payout is not None:
                add_account(session, merchant_id, officer, payout, now, checked_by=officer)
        return merchant_id

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


def new_merchant_id(session: Session) -> int:
    """Not used by a shop or by an application that was accepted."""
    while True:
        merchant_id = unused_number(session, Merchant.id, low=10_000_000, high=99_999_999)
        promised = select(MerchantApplication.id).where(MerchantApplication.merchant_id == merchant_id)
        if session.scalar(promised) is None:
            return merchant_id


def _load(session: Session, merchant_id: int) -> Merchant:
    merchant = session.get(Merchant, merchant_id)
    if merchant is None:
        raise NotFound("merchant", merchant_id)
    return merchant
