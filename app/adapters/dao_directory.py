"""Names for addresses, as communities show them: people, shops, and treasuries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from app.i18n import localized
from chain.db import Database
from chain.ids import Address
from dao.models import Community
from dao.ports import Payee, PayeeKind
from points.models import Merchant, MerchantOnChain
from wallet import WalletServices


class DaoDirectory:
    """A treasury may pay to every shop that stands on chain, and to the other treasuries."""

    def __init__(self, db: Database, wallet: WalletServices) -> None:
        self._db = db
        self._wallet = wallet

    def payees(self) -> Sequence[Payee]:
        open_shops = select(Merchant).join(MerchantOnChain, MerchantOnChain.merchant_id == Merchant.id)
        with self._db.read() as session:
            shops = session.scalars(open_shops.where(~MerchantOnChain.is_suspended).order_by(Merchant.id)).all()
            communities = session.scalars(select(Community).order_by(Community.id)).all()
        return [
            *(Payee(shop.account, shop.name_ja, shop.name_en or shop.name_ja, PayeeKind.MERCHANT) for shop in shops),
            *(Payee(one.timelock, one.name_ja, one.name_en, PayeeKind.COMMUNITY) for one in communities),
        ]

    def names(self, addresses: Collection[Address]) -> Mapping[Address, str]:
        known = {payee.address: localized(payee, "name") for payee in self.payees() if payee.address in addresses}
        return self._wallet.names(list(addresses)) | known
