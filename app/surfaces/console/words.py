"""States and legal classes of the points domain in an officer's words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.i18n import localized
from app.surfaces.console import blueprint
from chain.ids import MunicipalityCode
from chain.municipalities import MunicipalityView
from points.models import (
    CampaignState,
    CardActKind,
    CardState,
    LegalClass,
    MerchantCategory,
    MerchantState,
    ProgramState,
    RowError,
)
from points.models.settlement import SettlementState

# Name and explanation.
LEGAL_CLASSES = {
    LegalClass.FREE: (
        _l("無償のポイント"),
        _l("住民が対価を払わずに受け取るポイントです。前払式支払手段にはあたりません（資金決済法3条）。"),
    ),
    LegalClass.PAID_SIX_MONTHS: (
        _l("有償（6か月以内）"),
        _l("発行から6か月以内だけ使えるため、前払式支払手段の規制の適用が除外されます（資金決済法4条2号）。"),
    ),
    LegalClass.PAID_PUBLIC_ISSUER: (
        _l("有償（地方公共団体の発行）"),
        _l("地方公共団体が発行するため、前払式支払手段の規制の適用が除外されます（資金決済法4条3号）。"),
    ),
}
# (words, kind of badge)
PROGRAM_STATES = {
    ProgramState.DRAFT: (_l("署名待ち"), "warning"),
    ProgramState.PENDING: (_l("送信中"), "information"),
    ProgramState.OPEN: (_l("実施中"), "success"),
    ProgramState.FAILED: (_l("開始できませんでした"), "error"),
}
CAMPAIGN_STATES = {
    CampaignState.DRAFT: (_l("名簿待ち"), "neutral"),
    CampaignState.CHECKED: (_l("確認待ち"), "warning"),
    CampaignState.RUNNING: (_l("付与中"), "information"),
    CampaignState.PAUSED: (_l("一時停止中"), "warning"),
    CampaignState.CANCELLED: (_l("残りを取りやめ"), "neutral"),
    CampaignState.DONE: (_l("完了"), "success"),
    CampaignState.FAILED: (_l("止まりました"), "error"),
}
MERCHANT_STATES = {
    MerchantState.DRAFT: (_l("署名待ち"), "warning"),
    MerchantState.PENDING: (_l("登録中"), "information"),
    MerchantState.OPEN: (_l("取扱中"), "success"),
    MerchantState.SUSPENDED: (_l("停止中"), "error"),
    MerchantState.FAILED: (_l("登録できませんでした"), "error"),
}
SETTLEMENT_STATES = {
    SettlementState.DRAFT: (_l("署名待ち"), "warning"),
    SettlementState.PENDING: (_l("処理中"), "information"),
    SettlementState.CONFIRMED: (_l("確定"), "success"),
    SettlementState.FAILED: (_l("不成立"), "error"),
}
CATEGORIES = {
    MerchantCategory.FOOD: _l("飲食店"),
    MerchantCategory.GROCERY: _l("食料品・日用品"),
    MerchantCategory.SOUVENIR: _l("土産・特産品"),
    MerchantCategory.LODGING: _l("宿泊"),
    MerchantCategory.LEISURE: _l("観光・体験"),
    MerchantCategory.TRANSPORT: _l("交通"),
    MerchantCategory.SERVICE: _l("理美容・サービス"),
    MerchantCategory.OTHER: _l("その他"),
}
CARD_STATES = {
    CardState.PRINTED: (_l("在庫"), "neutral"),
    CardState.ACTIVE: (_l("使用中"), "success"),
    CardState.BLOCKED: (_l("停止中"), "error"),
    CardState.REPLACED: (_l("再発行済み"), "neutral"),
}
CARD_ACTS = {
    CardActKind.MAKE: _l("紙カードを作った"),
    CardActKind.PRINT: _l("紙カードを印刷した"),
    CardActKind.FINISH_PRINTING: _l("紙カードの印刷を終えた"),
    CardActKind.HAND_OVER: _l("紙カードを渡した"),
    CardActKind.HAND_OVER_BATCH: _l("紙カードをまとめて使えるようにした"),
    CardActKind.PIN: _l("カードの暗証番号を決めた"),
    CardActKind.BLOCK: _l("カードを止めた"),
    CardActKind.UNBLOCK: _l("カードをまた使えるようにした"),
    CardActKind.REPLACE: _l("カードを再発行した"),
    CardActKind.CHARGE: _l("カードへの付与を始めた"),
    CardActKind.RULES: _l("カードの決まりを変えた"),
}
ROW_ERRORS = {
    RowError.NO_IDENTIFIER: _l("会員番号・メール・アドレスのどれもありません。どれか1つを書いてください。"),
    RowError.UNKNOWN_PERSON: _l("この人は会員ではありません。会員番号かメールアドレスを確かめてください。"),
    RowError.DIFFERENT_PEOPLE: _l("1行の中の会員番号とメールアドレスが、別の人のものです。"),
    RowError.DUPLICATE: _l("同じ人が前の行にもいます。1人1行にまとめてください。"),
    RowError.EMPTY_AMOUNT: _l("ポイント数がありません。"),
    RowError.NOT_WHOLE: _l("ポイント数は数字だけで書いてください。"),
    RowError.NEGATIVE: _l("ポイント数は1以上にしてください。"),
    RowError.ZERO: _l("ポイント数は1以上にしてください。"),
    RowError.TOO_LARGE: _l("ポイント数が大きすぎます。"),
    RowError.ROUNDS_TO_NOTHING: _l("決めた率では1ポイントになりません。額を確かめるか、この行を除いてください。"),
    RowError.NOT_VERIFIED: _l("本人確認がまだの人です。この事業のポイントは、本人確認を終えた人だけが受け取れます。"),
    RowError.MY_NUMBER: _l("マイナンバーとみられる12桁の数字があります。この行の内容は保存していません。"),
}


@blueprint.app_template_filter("program_state")
def program_state(state: ProgramState) -> tuple[str, str]:
    words, kind = PROGRAM_STATES[state]
    return str(words), kind


@blueprint.app_template_filter("campaign_state")
def campaign_state(state: CampaignState) -> tuple[str, str]:
    words, kind = CAMPAIGN_STATES[state]
    return str(words), kind


@blueprint.app_template_filter("merchant_state")
def merchant_state(state: MerchantState) -> tuple[str, str]:
    words, kind = MERCHANT_STATES[state]
    return str(words), kind


@blueprint.app_template_filter("settlement_state")
def settlement_state(state: SettlementState) -> tuple[str, str]:
    words, kind = SETTLEMENT_STATES[state]
    return str(words), kind


@blueprint.app_template_filter("card_state")
def card_state(state: CardState) -> tuple[str, str]:
    words, kind = CARD_STATES[state]
    return str(words), kind


@blueprint.app_template_filter("category")
def category(found: MerchantCategory) -> str:
    return str(CATEGORIES[found])


@blueprint.app_template_filter("row_error")
def row_error(found: str) -> str:
    return str(ROW_ERRORS[RowError(found)])


@blueprint.app_template_filter("town_name")
def town_name(code: MunicipalityCode, towns: Mapping[MunicipalityCode, MunicipalityView]) -> str:
    """The name of a municipality, by its code."""
    return localized(towns[code], "name") if code in towns else str(code)


@blueprint.app_template_filter("town_word")
def town_word(town: MunicipalityView) -> str:
    return localized(town, "name")
