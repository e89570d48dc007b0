"""Stages and acts of offers in words."""

from __future__ import annotations

from flask import current_app
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

from app.surfaces.selling import blueprint
from chain.ids import MunicipalityCode
from marketplace.models import Kind
from marketplace.models.selling import OfferAct
from marketplace.queries.selling.offers import OfferStage

# (words, kind of badge)
STAGES = {
    OfferStage.DRAFT: (_l("下書き"), "neutral"),
    OfferStage.IN_REVIEW: (_l("審査中"), "information"),
    OfferStage.RETURNED: (_l("直しをお願いしています"), "warning"),
    OfferStage.REFUSED: (_l("お断り"), "error"),
    OfferStage.TAKEN_BACK: (_l("取り下げ"), "neutral"),
    OfferStage.APPROVED: (_l("承認済み（登録の署名待ち）"), "warning"),
    OfferStage.SERIES_GOING: (_l("チェーンに登録中"), "information"),
    OfferStage.SERIES_FAILED: (_l("登録できませんでした"), "error"),
    OfferStage.SERIES_READY: (_l("販売の署名待ち"), "warning"),
    OfferStage.LISTING_GOING: (_l("販売を準備中"), "information"),
    OfferStage.LISTING_FAILED: (_l("販売を始められませんでした"), "error"),
    OfferStage.SCHEDULED: (_l("販売予定"), "information"),
    OfferStage.ON_SALE: (_l("販売中"), "success"),
    OfferStage.SOLD_OUT: (_l("完売"), "success"),
    OfferStage.ENDED: (_l("販売終了"), "neutral"),
    OfferStage.CANCELLED: (_l("販売中止"), "neutral"),
    OfferStage.SUSPENDED: (_l("お店が停止中"), "error"),
}
ACTS = {
    OfferAct.BEGIN: _l("書き始めました"),
    OfferAct.SUBMIT: _l("審査に出しました"),
    OfferAct.TAKE_BACK: _l("取り下げました"),
    OfferAct.RETURN: _l("直しをお願いしました"),
    OfferAct.APPROVE: _l("承認しました"),
    OfferAct.REFUSE: _l("お断りしました"),
    OfferAct.COMMENT: _l("コメント"),
    OfferAct.SIGN_COLLECTION: _l("作品の登録に署名しました"),
    OfferAct.SIGN_LISTING: _l("販売の開始に署名しました"),
    OfferAct.CANCEL: _l("販売の終わりに署名しました"),
}
SAID = frozenset({OfferAct.COMMENT, OfferAct.RETURN, OfferAct.REFUSE, OfferAct.SUBMIT, OfferAct.APPROVE})
KIND_LEADS = {
    Kind.AMBASSADOR_CARD: _l("地域の伝説や名物を描いたカード。通し番号が入ります。"),
    Kind.PRODUCE: _l("農産物や水産物を、何年にもわたって届ける権利。1年の回数と出荷の月を決めます。"),
    Kind.FIRST_REFUSAL: _l("空き家が出たとき、公開の前に相談を受ける権利。地区と期限、行使したときの流れを書きます。"),
    Kind.VIEWING: _l("公演や催しを見る権利。席と人数、期間を決めます。"),
    Kind.RIGHT: _l("そのほかの見学、利用などの権利。使える回数と期限を決めます。"),
    Kind.TOURISM: _l("案内つきの特別な体験。人数と時間、期限を決めます。"),
}
FAILURES = {
    "ListingInvalid": _l("値段、枚数、期間のどれかが決まりに合いません。"),
    "SplitsInvalid": _l("収益の分け方が決まりに合いません。"),
    "CollectionTermsInvalid": _l("枚数や使える期間が決まりに合いません。"),
    "MunicipalityIsPaused": _l("このまちの取り扱いは、いま止められています。"),
    "OfficerUnauthorized": _l("署名した人に、このまちの販売を決める役割がありません。"),
}
OTHER_FAILURE = _l("チェーンが受け付けませんでした。もう一度署名してください。")

# What is not sold through listings has a desk of its own.
_OTHER_DESKS = (
    ("auctions", _l("記名機会（オークション）")),
    ("tickets", _l("チケットと宿泊、日時の決まった体験")),
    ("projects", _l("プロジェクトへの寄附")),
)


def other_desks(code: MunicipalityCode) -> list[tuple[str, str]]:
    """(words, address) of those that this installation answers at."""
    addresses = [(str(words), f"/console/{code}/{path}") for path, words in _OTHER_DESKS]
    return [(words, address) for words, address in addresses if _is_answered(address)]


def _is_answered(address: str) -> bool:
    try:
        current_app.url_map.bind("").match(address, method="GET")
    except HTTPException:
        return False
    return True


@blueprint.app_template_filter("offer_stage")
def offer_stage(stage: str) -> tuple[object, str]:
    return STAGES[OfferStage(stage)]


@blueprint.app_template_filter("offer_act")
def offer_act(act: str) -> str:
    return str(ACTS[OfferAct(act)])


@blueprint.app_template_filter("offer_said")
def was_said(act: str) -> bool:
    """Whether the words of an entry are somebody's, not a number."""
    return OfferAct(act) in SAID


@blueprint.app_template_filter("offer_kind_lead")
def kind_lead(kind: str) -> str:
    return str(KIND_LEADS[Kind(kind)])


@blueprint.app_template_filter("offer_failure")
def offer_failure(error_name: str) -> str:
    return str(FAILURES.get(error_name, OTHER_FAILURE))
