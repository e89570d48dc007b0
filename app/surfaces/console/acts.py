"""What officers did here: who signed what, when."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import day, localized, points
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_readers, page
from app.surfaces.console.words import CARD_ACTS
from app.surfaces.reward_rules.words import ACTS as RULE_ACTS
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from dao.queries.surveys.results import ReadingAct
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
    ActKind.CAMPAIGN_ASK: _l("付与の承認を頼んだ"),
    ActKind.CAMPAIGN_APPROVE: _l("付与を承認した"),
    ActKind.CAMPAIGN_SEND_BACK: _l("付与を差し戻した"),
    ActKind.CAMPAIGN_LIMIT: _l("承認が要る額を申し出た"),
    ActKind.CAMPAIGN_LIMIT_CONFIRM: _l("承認が要る額を決めた"),
    ActKind.CAMPAIGN_PAUSE: _l("付与を一時停止した"),
    ActKind.CAMPAIGN_RESUME: _l("付与を再開した"),
    ActKind.CAMPAIGN_CANCEL: _l("付与の残りを取りやめた"),
    ActKind.CLOSING: _l("精算を締めた"),
    ActKind.PAYOUT: _l("振込データをつくった"),
    ActKind.COUPON_PUBLISHED: _l("クーポンを公開した"),
    ActKind.COUPON_STOPPED: _l("クーポンを止めた"),
    **{ActKind(f"card_{kind}"): words for kind, words in CARD_ACTS.items()},
    **{ActKind(f"rule_{kind}"): words for kind, words in RULE_ACTS.items()},
}
READINGS = {
    "survey_list": _l("意見調査の一覧を取り出した"),
    "survey_words": _l("意見調査の自由な言葉を読んだ"),
}
_Shown = tuple[OfficerAct | ReadingAct, str, str, str, str]
_MOST = 200
# The page of what was acted on, and what its number is called there; without a number, a page of the whole town.
_BATCH, _APPLICATION = ("console.show_card_batch", "batch_id"), ("console.show_application", "application_id")
_ACCOUNT, _SUSPENSION = ("console.show_account", "merchant_id"), ("console.ask_suspension", "merchant_id")
_CAMPAIGN = ("console.show_campaign", "campaign_id")
_PAGES = {
    ActKind.PROGRAM: ("console.show_program", "program_id"),
    ActKind.MERCHANT: ("console.show_merchants", ""),
    ActKind.SHOP_RETURNED: _APPLICATION,
    ActKind.SHOP_REJECTED: _APPLICATION,
    ActKind.SHOP_ACCEPTED: _APPLICATION,
    ActKind.SHOP_IMPORTED: ("console.show_import", "import_id"),
    ActKind.SHOP_EDITED: ("console.show_shop", "merchant_id"),
    ActKind.SHOP_ACCOUNT_CHANGED: _ACCOUNT,
    ActKind.SHOP_ACCOUNT_CHECKED: _ACCOUNT,
    ActKind.SHOP_SUSPENDED: _SUSPENSION,
    ActKind.SHOP_RESUMED: _SUSPENSION,
    ActKind.CAMPAIGN: _CAMPAIGN,
    ActKind.CAMPAIGN_ASK: _CAMPAIGN,
    ActKind.CAMPAIGN_APPROVE: _CAMPAIGN,
    ActKind.CAMPAIGN_SEND_BACK: _CAMPAIGN,
    ActKind.CAMPAIGN_LIMIT: ("console.show_approval_limit", ""),
    ActKind.CAMPAIGN_LIMIT_CONFIRM: ("console.show_approval_limit", ""),
    ActKind.CAMPAIGN_PAUSE: _CAMPAIGN,
    ActKind.CAMPAIGN_RESUME: _CAMPAIGN,
    ActKind.CAMPAIGN_CANCEL: _CAMPAIGN,
    ActKind.CLOSING: ("console.show_closing", "closing_id"),
    ActKind.PAYOUT: ("console.show_batch", "batch_id"),
    ActKind.COUPON_PUBLISHED: ("console.show_coupon", "coupon_id"),
    ActKind.COUPON_STOPPED: ("console.show_coupon", "coupon_id"),
    **{ActKind(f"rule_{kind}"): ("reward_rules.show_rule", "rule_id") for kind in RULE_ACTS},
    ActKind.CARD_RULES: ("console.show_card_rules", ""),
    ActKind.CARD_MAKE: _BATCH,
    ActKind.CARD_PRINT: _BATCH,
    ActKind.CARD_FINISH_PRINTING: _BATCH,
    ActKind.CARD_HAND_OVER_BATCH: _BATCH,
}


@blueprint.get("/console/<code>/acts")
@for_readers
def show_acts(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        acts = officer_acts(session, code)
    names = platform.points.directory.names({act.officer for act in acts})
    shown: list[_Shown] = [
        (act, str(ACTS[act.kind]), names.get(act.officer, ""), _object(act), _address(code, act)) for act in acts
    ]
    shown += _readings(code)
    return page("console/acts.html", code, acts=sorted(shown, key=lambda one: one[0].at, reverse=True)[:_MOST])


def _readings(code: MunicipalityCode) -> list[_Shown]:
    """Who read what people answered in surveys."""
    platform = current_platform()
    acts = platform.dao.surveys.results.acts(code)
    names = platform.points.directory.names({act.officer for act in acts})
    return [
        (
            act, str(READINGS[act.kind]), names.get(act.officer, ""), localized(act, "name"),
            url_for("console.show_survey_results", code=code, number=act.id),
        )
        for act in acts
    ]  # fmt: skip


def _object(act: OfficerAct) -> str:
    if act.kind is ActKind.CARD_RULES:
        return str(_("決まり"))
    if act.kind in (ActKind.CAMPAIGN_LIMIT, ActKind.CAMPAIGN_LIMIT_CONFIRM):
        return points(int(act.name_ja))
    return (
        day(date.fromisoformat(act.name_ja))
        if act.kind in (ActKind.CLOSING, ActKind.PAYOUT)
        else localized(act, "name")
    )


def _address(code: MunicipalityCode, act: OfficerAct) -> str:
    if act.kind not in _PAGES:
        return url_for("console.show_card", code=code, number=f"{act.id:09}")
    page_of_it, number = _PAGES[act.kind]
    numbers: dict[str, Any] = {number: act.id} if number else {}
    return url_for(page_of_it, code=code, **numbers)
