"""A product project ends as an offer (商品プロジェクトを出品する): the maker begins it with all that was chosen, or an
officer of the maker's town for a shop that is busy. The seller is the maker either way."""

from __future__ import annotations

from flask import abort, redirect, request, url_for

from app.access import current_account
from app.i18n import localized
from app.surfaces.console.forms import Typed
from app.surfaces.product_projects.words import shown_product
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from app.surfaces.selling.form import first_shares, first_words
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from dao.models.product_projects import Situation
from dao.models.product_projects.errors import NotItsTurn
from dao.queries.product_projects.pages import ProductToSell
from marketplace.models import Kind
from marketplace.models.selling.own_fields import OWN_FIELDS
from marketplace.services.selling.write_offer import Seller
from points.queries.merchants import MerchantView, find_merchant, merchant_id_of

_FIELDS = ("kind", "price", "supply")


@desk_route("/product-projects/<int:number>")
def make_product_offer(desk: Desk, number: int) -> Answer:
    product, _shop = _own_product(desk, number)
    begin = {"kind": str(Kind.RIGHT), "price": str(int(product.application.price))}
    return _form(desk, product, Typed.of(_FIELDS, begin | {"supply": str(product.application.quantity)}))


@desk_route("/product-projects/<int:number>", "POST")
def begin_product_offer(desk: Desk, number: int) -> Answer:
    """The draft holds all that the project knows; the rest is written at the desk."""
    product, shop = _own_product(desk, number)
    typed, platform = Typed.of(_FIELDS, request.form), current_platform()
    if typed.values["kind"] not in OWN_FIELDS:
        abort(400)
    kind, by = Kind(typed.values["kind"]), current_account().address
    words = first_words(platform.marketplace.artwork.pages.town(desk.code), kind)
    words |= _words(product, typed) | {"art": f"upload:{_picture(desk, product)}"}
    maker = Desk(Seller(shop.municipality, shop.id), localized(shop, "name"))
    offer_id = selling().write.begin(maker.seller, by, kind, words, first_shares(maker))
    platform.dao.product_projects.sale.note_offer(number, shop.account, offer_id)
    return redirect(desk.address("edit_offer", offer_id=offer_id), 303)


def _own_product(desk: Desk, number: int) -> tuple[ProductToSell, MerchantView]:
    """With its maker, while the project waits for the offer; another shop's or town's is not found here.

    Raises: ProductUnknown, NotItsTurn.
    """
    product = current_platform().dao.product_projects.pages.to_sell(number)
    assert product.project.maker is not None
    with current_platform().db.read() as session:
        merchant_id = merchant_id_of(session, product.project.maker)
        if merchant_id is None or desk.seller.merchant_id not in (None, merchant_id):
            abort(404)
        shop = find_merchant(session, merchant_id)
    if shop.municipality != desk.code:
        abort(404)
    situation = shown_product(number).situation
    if situation is not Situation.MAKER_CHOSEN:
        raise NotItsTurn(number, situation)
    return product, shop


def _words(product: ProductToSell, typed: Typed) -> dict[str, str]:
    project, option = product.project, product.option
    story_ja = f"商品プロジェクト「{project.title_ja}」から生まれました。仲間の投票で選ばれた試作品です。"
    story_en = (
        f"Born of the product project “{project.title_en or project.title_ja}”; its prototype was chosen by vote."
    )
    return {
        "name_ja": option.title_ja, "name_en": option.title_en, "story_ja": story_ja, "story_en": story_en,
        "price": typed.values["price"], "supply": typed.values["supply"],
    }  # fmt: skip


def _picture(desk: Desk, product: ProductToSell) -> str:
    """The prototype's, kept for the maker's town as well, which may be another than the one that held the vote."""
    keep, cid = current_platform().marketplace.artwork.keep_picture, product.option.picture
    if keep.is_kept(desk.code, cid):
        return cid
    raw = keep.read(MunicipalityCode(product.project.municipality), cid)
    return keep.keep(desk.code, current_account().address, raw)


def _form(desk: Desk, product: ProductToSell, typed: Typed) -> str:
    project = product.project
    return desk.page(
        "selling/product.html", typed=typed, product=product, project=project, kinds=list(OWN_FIELDS),
        back=url_for("product_projects.show_product", number=project.id),
    )  # fmt: skip
