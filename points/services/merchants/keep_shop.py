"""What a shop shows of itself is changed: by its own people, or by an officer, who alone changes its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from points.models import Merchant, MerchantAct, MerchantActKind, MerchantCategory, ShopProfile
from points.models.merchant_form import ShopForm, typed_shop
from points.models.shop import ShopEntry, position
from points.ports import Cipher

PURPOSE = "shop_contact"


class KeepShop:
    """Does not check who may; the surfaces do by role."""

    def __init__(self, db: Database, clock: Clock, cipher: Cipher) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher

    def form_of(self, merchant_id: int) -> Mapping[str, str]:
        """What is kept, as it stands in the form: names and place, no account.

        Raises: NotFound.
        """
        with self.db.read() as session:
            merchant, profile = session.get(Merchant, merchant_id), session.get(ShopProfile, merchant_id)
        if merchant is None:
            raise NotFound("merchant", merchant_id)
        contact = self._contact(profile)
        names = {"name_ja": merchant.name_ja, "name_en": merchant.name_en, "category": str(merchant.category)}
        return {**names, "municipality": str(merchant.municipality), **typed_shop(profile, contact)}

    def change_place(self, merchant_id: int, by: Address, category: MerchantCategory, shop: ShopEntry) -> None:
        """By the shop itself: everything but its name.

        Raises: NotFound, Invalid naming the field.
        """
        kept, now = shop.checked(), self.clock.now()
        with self.db.write() as session:
            merchant = session.get(Merchant, merchant_id)
            if merchant is None:
                raise NotFound("merchant", merchant_id)
            merchant.category = category
            write_profile(session, self.cipher, merchant_id, by, kept, now)

    def change(self, municipality: MunicipalityCode, officer: Address, merchant_id: int, form: ShopForm) -> None:
        """By an officer of the shop's town.

        Raises: NotFound, Invalid naming the field.
        """
        now = self.clock.now()
        form.or_refuse()
        assert form.shop is not None
        with self.db.write() as session:
            merchant = session.get(Merchant, merchant_id)
            if merchant is None or merchant.municipality != municipality:
                raise NotFound("merchant", merchant_id)
            renamed = f"{merchant.name_ja} → {form.name_ja}" if merchant.name_ja != form.name_ja else ""
            merchant.name_ja, merchant.name_en, merchant.category = form.name_ja, form.name_en, form.category
            write_profile(session, self.cipher, merchant_id, officer, form.shop, now)
            session.add(
                MerchantAct(
                    municipality=municipality, officer=officer, kind=MerchantActKind.EDITED, about=merchant_id,
                    name_ja=form.name_ja, reason=renamed, at=now,
                )
            )  # fmt: skip

    def _contact(self, profile: ShopProfile | None) -> str:
        if profile is None or not profile.contact_sealed:
            return ""
        return self.cipher.open(PURPOSE, profile.contact_sealed, str(profile.merchant_id)).decode()


def write_profile(
    session: Session, cipher: Cipher, merchant_id: int, by: Address, kept: ShopEntry, now: datetime
) -> None:
    """`kept` was checked."""
    profile = session.get(ShopProfile, merchant_id)
    if profile is None:
        profile = ShopProfile(merchant_id=merchant_id)
        session.add(profile)
    profile.latitude_micro, profile.longitude_micro = position(kept.latitude, kept.longitude) or (None, None)
    profile.hours = kept.hours.stored()
    for name in ("address", "hours_note", "phone", "web", "description_ja", "description_en"):
        setattr(profile, name, getattr(kept, name))
    sealed = cipher.seal(PURPOSE, kept.contact.encode(), str(merchant_id)) if kept.contact else b""
    profile.contact_sealed = sealed
    profile.updated_by, profile.updated_at = by, now
