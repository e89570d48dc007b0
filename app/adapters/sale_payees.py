"""Who may get a share of what a town sells: the town, its member shops, its communities' treasuries, the platform."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from dao.models import Community
from marketplace.models import Town
from marketplace.ports import OpensAccounts, PayeeKind, SalePayee
from marketplace.services.selling.sale_accounts import CHARGES, PLATFORM, SaleAccounts
from points.models import Merchant, MerchantOnChain

_PLATFORM_JA, _PLATFORM_EN = "結びの運営費", "Running costs of Musubi"


class MarketPayees:
    """Only shops that stand on chain and are not suspended."""

    def __init__(self, db: Database, clock: Clock, opens: OpensAccounts) -> None:
        self._db = db
        self._accounts = SaleAccounts(db, clock, opens)

    def custody(self) -> Address:
        """Where the yen of point charges wait until the points are issued."""
        return self._accounts.of(CHARGES, "結び チャージの預かり")

    def of(self, municipality: MunicipalityCode) -> Sequence[SalePayee]:
        with self._db.read() as session:
            town = session.get(Town, municipality)
            others = [*_shops(session, municipality), *_treasuries(session, municipality)]
        name_ja, name_en = (town.name_ja, town.name_en) if town else (str(municipality), str(municipality))
        account = self._accounts.of(str(municipality), f"{name_ja} 会計")
        platform = self._accounts.of(PLATFORM, "結び 運営")
        return [
            SalePayee("town", PayeeKind.TOWN, account, name_ja, name_en),
            *others,
            SalePayee("platform", PayeeKind.PLATFORM, platform, _PLATFORM_JA, _PLATFORM_EN),
        ]


def _shops(session: Session, municipality: MunicipalityCode) -> list[SalePayee]:
    found = (
        select(Merchant)
        .join(MerchantOnChain, MerchantOnChain.merchant_id == Merchant.id)
        .where(Merchant.municipality == municipality, ~MerchantOnChain.is_suspended)
        .order_by(Merchant.id)
    )
    return [
        SalePayee(f"shop:{shop.id}", PayeeKind.SHOP, shop.account, shop.name_ja, shop.name_en or shop.name_ja)
        for shop in session.scalars(found)
    ]


def _treasuries(session: Session, municipality: MunicipalityCode) -> list[SalePayee]:
    return [
        SalePayee(
            f"treasury:{one.slug}",
            PayeeKind.TREASURY,
            one.timelock,
            f"{one.name_ja}の金庫",
            f"Treasury of {one.name_en}",
        )
        for one in session.scalars(select(Community).order_by(Community.id))
        if str(municipality) in one.towns
    ]
