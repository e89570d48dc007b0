"""Who towns and shops are, and their numbers as invoice issuers: as the points side keeps them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from chain.municipalities import Municipalities
from marketplace.errors import SellerUnknown
from marketplace.models import Town
from marketplace.ports import SellerFacts
from points.models import Merchant
from points.queries.money_desk import money_desk
from points.queries.payout_accounts import payout_accounts


class MarketSellers:
    def of(self, session: Session, key: str) -> SellerFacts:
        """Raises: SellerUnknown."""
        kind, _, number = key.partition(":")
        return _town(session, key, number) if kind == "town" else _shop(session, key, number)


def _town(session: Session, key: str, number: str) -> SellerFacts:
    code = MunicipalityCode(number)
    town, desk = session.get(Town, code), money_desk(session, code)
    number = desk.invoice_number if desk else ""
    if town is not None:
        return SellerFacts(key, town.name_ja, town.name_en, number, code)
    found = Municipalities().by_code(session, [code]).get(code)  # one that only issues points
    if found is None:
        raise SellerUnknown(key)
    return SellerFacts(key, found.name_ja, found.name_en, number, code)


def _shop(session: Session, key: str, number: str) -> SellerFacts:
    shop = session.get(Merchant, int(number))
    if shop is None:
        raise SellerUnknown(key)
    account = payout_accounts(session, [shop.id]).get(shop.id)
    registered = account.invoice_number if account else ""
    return SellerFacts(key, shop.name_ja, shop.name_en or shop.name_ja, registered, shop.municipality)
