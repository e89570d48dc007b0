"""What officers did here: who signed what, when."""

from __future__ import annotations

from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import day, localized
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_readers, page
from app.surfaces.console.words import CARD_ACTS
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from points.queries.officers import ActKind, OfficerAct, officer_acts

ACTS = {
    ActKind.PROGRAM: _l("ポイント事業を始めた"),
    ActKind.MERCHANT: _l("加盟店を登録した"),
    ActKind.SHOP_RETURNED: _l("申し込みの直しを頼んだ"),
    ActKind.SHOP_REJECTED: _l("申し込みを断った"),
    ActKind.SHOP_ACCEPTED: _l("申し込みを受け付けた"),
    ActKind.SHOP_IMPORTED: _l("お店の一覧を登録した"),
    ActKind.SHOP_EDITED: _l("お店の案内を変えた"),
    ActKind.SHOP_ACCOUNT_CHANGED: _l("お店の口座を登録した"),
    ActKind.SHOP_ACCOUNT_CHECKED: _l("お店の口座を確かめた"),
    ActKind.SHOP_SUSPENDED: _l("お店の取り扱いを止めた"),
    ActKind.SHOP_RESUMED: _l("お店の取り扱いを再開した"),
    ActKind.CAMPAIGN: _l("ポイントを付与した"),
    ActKind.CLOSING: _l("精算を締めた"),
    ActKind.PAYOUT: _l("振込データをつくった"),
    **{ActKind(f"card_{kind}"): words for kind, words in CARD_ACTS.items()},
}
_OF_SHOPS = {
    ActKind.SHOP_EDITED: "console.show_shop",
    ActKind.SHOP_ACCOUNT_CHANGED: "console.show_account",
    ActKind.SHOP_ACCOUNT_CHECKED: "console.show_account",
    ActKind.SHOP_SUSPENDED: "console.ask_suspension",
    ActKind.SHOP_RESUMED: "console.ask_suspension",
}
_OF_APPLICATIONS = (ActKind.SHOP_RETURNED, ActKind.SHOP_REJECTED, ActKind.SHOP_ACCEPTED)
_OF_BATCHES = (
    ActKind.CARD_MAKE,
    ActKind.CARD_PRINT,
    ActKind.CARD_FINISH_PRINTING,
    ActKind.CARD_HAND_OVER_BATCH,
)


@blueprint.get("/console/<code>/acts")
@for_readers
def show_acts(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        acts = officer_acts(session, code)
    names = platform.points.directory.names({act.officer for act in acts})
    shown = [(act, ACTS[act.kind], names.get(act.officer, ""), _object(act), _address(code, act)) for act in acts]
    return page("console/acts.html", code, acts=shown)


def _object(act: OfficerAct) -> str:
    if act.kind is ActKind.CARD_RULES:
        return str(_("決まり"))
    return (
        day(date.fromisoformat(act.name_ja))
        if act.kind in (ActKind.CLOSING, ActKind.PAYOUT)
        else localized(act, "name")
    )


def _address(code: MunicipalityCode, act: OfficerAct) -> str:
    match act.kind:
        case ActKind.PROGRAM:
            return url_for("console.show_program", code=code, program_id=act.id)
        case ActKind.CAMPAIGN:
            return url_for("console.show_campaign", code=code, campaign_id=act.id)
        case ActKind.CLOSING:
            return url_for("console.show_closing", code=code, closing_id=act.id)
        case ActKind.PAYOUT:
            return url_for("console.show_batch", code=code, batch_id=act.id)
        case ActKind.MERCHANT:
            return url_for("console.show_merchants", code=code)
        case ActKind.SHOP_IMPORTED:
            return url_for("console.show_import", code=code, import_id=act.id)
        case kind if kind in _OF_SHOPS:
            return url_for(_OF_SHOPS[kind], code=code, merchant_id=act.id)
        case kind if kind in _OF_APPLICATIONS:
            return url_for("console.show_application", code=code, application_id=act.id)
        case ActKind.CARD_RULES:
            return url_for("console.show_card_rules", code=code)
        case kind if kind in _OF_BATCHES:
            return url_for("console.show_card_batch", code=code, batch_id=act.id)
        case _:
            return url_for("console.show_card", code=code, number=f"{act.id:09}")
