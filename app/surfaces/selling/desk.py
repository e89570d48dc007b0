"""At whose desk somebody works: an officer at the town's, staff at their shop's. One view serves both.

A town's desk is at /console/<code>/selling, a shop's at /sell/<merchant_id>.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.i18n import localized
from app.surfaces.console.office import for_officers
from app.surfaces.selling import blueprint
from app.surfaces.terminal.person import requires_manager
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from marketplace.assembly import Selling
from marketplace.ports import SalePayee
from marketplace.services.selling.write_offer import Seller
from points.queries.merchants import find_merchant

_TOWN, _SHOP = "/console/<code>/selling", "/sell/<int:merchant_id>"
Answer = str | AnyResponse | tuple[str, int]
View = Callable[..., Answer]


@dataclass(frozen=True, slots=True)
class Desk:
    """`name`: of the town or the shop, for the reader."""

    seller: Seller
    name: str

    @property
    def code(self) -> MunicipalityCode:
        return self.seller.municipality

    @property
    def is_curator(self) -> bool:
        return self.seller.merchant_id is None

    @property
    def own_payee(self) -> str:
        return "town" if self.is_curator else f"shop:{self.seller.merchant_id}"

    def address(self, page: str, **values: Any) -> str:
        scope: dict[str, Any] = {"code": self.code} if self.is_curator else {"merchant_id": self.seller.merchant_id}
        return url_for(f"selling.{page}", **scope, **values)

    def trail(self, *, is_list: bool = False) -> list[tuple[str, str]]:
        """What stands above a page of the desk, as (words, address)."""
        if self.is_curator:
            above = (_("職員画面"), url_for("console.show_home", code=self.code))
        else:
            above = (_("加盟店端末"), url_for("terminal.menu", merchant_id=self.seller.merchant_id))
        return [above] if is_list else [above, (_("販売の窓口"), self.address("list_offers"))]

    def page(self, template: str, **values: Any) -> str:
        return render_template(template, desk=self, code=str(self.code), **values)

    def payees(self) -> list[SalePayee]:
        return list(selling().payees.of(self.code))


def selling() -> Selling:
    return current_platform().marketplace.selling


def desk_route(path: str, method: str = "GET", *, is_curators: bool = False) -> Callable[[View], View]:
    """Registers a view at the town's desk and, unless only curators may, at the shops' as well."""

    def register(view: View) -> View:
        name = view.__name__

        @for_officers
        def at_town(code: MunicipalityCode, **values: Any) -> Answer:
            return view(_town_desk(code), **values)

        @requires_manager
        def at_shop(merchant_id: int, **values: Any) -> Answer:
            return view(_shop_desk(merchant_id), **values)

        def serve(**values: Any) -> Answer:
            return at_shop(**values) if "merchant_id" in values else at_town(**values)

        serve.__doc__ = view.__doc__
        serve.__module__ = view.__module__
        for prefix in (_TOWN,) if is_curators else (_TOWN, _SHOP):
            blueprint.add_url_rule(prefix + path, name, serve, methods=[method])
        return view

    return register


def _town_desk(code: MunicipalityCode) -> Desk:
    platform = current_platform()
    with platform.db.read() as session:
        town = platform.municipalities.by_code(session, [code]).get(code)
    return Desk(Seller(code), localized(town, "name") if town else str(code))


def _shop_desk(merchant_id: int) -> Desk:
    """Raises: NotFound."""
    with current_platform().db.read() as session:
        shop = find_merchant(session, merchant_id)
    return Desk(Seller(shop.municipality, merchant_id), localized(shop, "name"))
