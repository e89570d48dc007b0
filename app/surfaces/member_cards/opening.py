"""A town makes a new series of locked cards: its words, its perks at partner shops, and one signature."""

from __future__ import annotations

import secrets
from dataclasses import asdict

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.access import current_account
from app.errors import sentence, status_of
from app.i18n import localized
from app.signing import completes
from app.surfaces.console.office import for_officers, page, to_signature
from app.surfaces.holding.pieces import Page
from app.surfaces.member_cards import blueprint
from app.wiring import current_platform
from chain.errors import DomainError, Invalid
from chain.ids import Address, MunicipalityCode
from marketplace.models import PERK_LIMITS, FanClubCardDetail, Perk, ResidentCardDetail
from marketplace.ports import PayeeKind, SalePayee
from marketplace.services.create_collection import CollectionDraft

PERKS = 3  # lines of the form
MOST_CARDS = 1_000_000
_LONGEST = {"name_ja": 80, "name_en": 120, "club_ja": 80, "club_en": 120, "story_ja": 4_000, "story_en": 4_000}


@blueprint.get("/console/<code>/member-cards/new")
@for_officers
def new_series(code: MunicipalityCode) -> str:
    return _form(code, MultiDict())


@blueprint.post("/console/<code>/member-cards/new")
@for_officers
def create_series(code: MunicipalityCode) -> Page:
    platform, form = current_platform(), request.form
    try:
        draft = _draft(code, form)
        asked = platform.marketplace.create_collection.prepare(current_account().address, draft)
    except DomainError as error:
        return _form(code, form, sentence(error)), status_of(error)
    return to_signature(
        asked.typed_data,
        title=_("本人だけのカードをつくります"),
        words=[(_("カード"), draft.name_ja), (_("会員になる集まり"), form.get("club_ja", ""))],
        consequence=_("署名すると、このカードの種類がブロックチェーンに記録されます。"),
        purpose="marketplace.member_series",
        subject=asked.subject,
        return_to=url_for("member_cards.show_desks", code=code),
    )


@completes("marketplace.member_series")
def send_series(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.create_collection.complete(subject, signature)


def _draft(code: MunicipalityCode, form: MultiDict[str, str]) -> CollectionDraft:
    """Raises: Invalid naming the field, TownUnknown."""
    town = current_platform().marketplace.artwork.pages.town(code)
    words = {name: _text(form, name) for name in _LONGEST}
    make = ResidentCardDetail if form.get("kind") == ResidentCardDetail.kind else FanClubCardDetail
    detail = make(words.pop("club_ja"), words.pop("club_en"), [asdict(perk) for perk in _perks(code, form)])
    return CollectionDraft(
        series=f"member-{code}-{secrets.token_hex(4)}",
        symbol="MEMBER",
        municipality=code,
        detail=detail,
        name_ja=words["name_ja"],
        name_en=words["name_en"],
        story_ja=words["story_ja"],
        story_en=words["story_en"],
        gives_ja=tuple(perk.words_ja for perk in detail.typed_perks),
        gives_en=tuple(perk.words_en for perk in detail.typed_perks),
        scene=town.scene,
        max_supply=MOST_CARDS,
        royalty_receiver=current_account().address,
        locked=True,
    )


def _text(form: MultiDict[str, str], name: str) -> str:
    """Raises: Invalid."""
    text = form.get(name, "").strip()
    if not text:
        raise Invalid(name, "empty")
    if len(text) > _LONGEST[name]:
        raise Invalid(name, "too_long", most=_LONGEST[name])
    return text


def _perks(code: MunicipalityCode, form: MultiDict[str, str]) -> list[Perk]:
    """Lines whose shop and Japanese words are written; English that is missing is the Japanese."""
    perks, shops = [], _shops(code)
    for line in range(PERKS):
        shop_ja, words = (form.get(f"perk_{line}_{part}", "").strip()[:200] for part in ("shop_ja", "words_ja"))
        shop_en = form.get(f"perk_{line}_shop_en", "").strip()[:200] or shop_ja
        chosen = form.get(f"perk_{line}_shop", "")
        if chosen in shops:
            shop_ja, shop_en = shops[chosen].name_ja, shops[chosen].name_en
        if shop_ja and words:
            words_en = form.get(f"perk_{line}_words_en", "").strip()[:200] or words
            limit = form.get(f"perk_{line}_limit", "")
            merchant_id = int(chosen) if chosen in shops else 0
            perks.append(Perk(shop_ja, shop_en, words, words_en, merchant_id, limit if limit in PERK_LIMITS else ""))
    return perks


def _shops(code: MunicipalityCode) -> dict[str, SalePayee]:
    """The town's open member shops by their number."""
    payees = current_platform().marketplace.selling.payees.of(code)
    return {one.key.partition(":")[2]: one for one in payees if one.kind is PayeeKind.SHOP}


def _form(code: MunicipalityCode, form: MultiDict[str, str], error: str = "") -> str:
    kinds = [
        (FanClubCardDetail.kind, _("ファンクラブ会員証"), _("申し込んだ人がだれでも持てるカードです。")),
        (ResidentCardDetail.kind, _("デジタル住民票"), _("職員が確かめて発行するカードです。")),
    ]
    shops = [("", _("加盟店ではない")), *((key, localized(shop, "name")) for key, shop in _shops(code).items())]
    limits = [("", _("何度でも")), ("day", _("1日1回")), ("once", _("1回だけ"))]
    values = {"kinds": kinds, "lines": range(PERKS), "shops": shops, "limits": limits, "error": error}
    return page("member_cards/new.html", code, form=form, **values)
