"""What a cashier is told when the points domain or the chain refuses: what happened, and what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from points import errors

SENTENCES: Sentences = {
    errors.PointsShort: _l("ポイントが足りません。このお店で使えるのは %(available)s ポイントまでです。"),
    (errors.PaymentCodeRefused, "unknown"): _l(
        "このコードは読み取れませんでした。お客さまの画面に出ている、いちばん新しいQRコードを読み取ってください。"
    ),
    (errors.PaymentCodeRefused, "expired"): _l(
        "このコードは期限が切れています。お客さまの画面を新しくして、もう一度読み取ってください。"
    ),
    (errors.PaymentCodeRefused, "used"): _l(
        "このコードはすでに使われています。お客さまの画面を新しくして、もう一度読み取ってください。"
    ),
    (errors.MerchantClosed, "pending"): _l("お店の登録が終わるまで、お待ちください。"),
    (errors.MerchantClosed, "suspended"): _l(
        "このお店の取り扱いは止まっています。自治体の窓口にお問い合わせください。"
    ),
    (errors.MerchantClosed, "failed"): _l("お店を登録できませんでした。自治体の窓口にお問い合わせください。"),
    (errors.MerchantClosed, "paused"): _l("この自治体のポイントは、いま止まっています。しばらくお待ちください。"),
    errors.OwnShop: _l("お店のアカウントでは、このお店の支払いはできません。"),
    errors.RefundTooLarge: _l("返金できるのは %(left)s ポイントまでです。"),
    errors.RefundInProgress: _l("この会計の返金を処理しています。終わってから、もう一度お試しください。"),
    errors.PaymentNotRefundable: _l("まだ確定していない会計は返金できません。少し待ってからお試しください。"),
    errors.SignatureRequestExpired: _l("お客さまの署名の時間が過ぎました。もう一度はじめからお願いします。"),
}

# By the contract's own error name, or ours: why a payment or refund failed.
FAILURES = {
    "cancelled": _l("取り消しました。ポイントは使われていません。"),
    "unsigned": _l("お客さまの署名が時間内にありませんでした。ポイントは使われていません。"),
    "SignatureExpired": _l("時間内に処理できませんでした。ポイントは使われていません。"),
    "PointsInsufficient": _l("ポイントが足りませんでした。ポイントは使われていません。"),
    "PointsExpired": _l("ポイントの期限が切れていました。ポイントは使われていません。"),
    "PointsOutsideArea": _l("このお店では使えないポイントでした。ポイントは使われていません。"),
    "NonceUsed": _l("ほかの支払いと重なりました。もう一度お試しください。"),
    "MerchantIsSuspended": _l("このお店の取り扱いは止まっています。"),
    "MunicipalityIsPaused": _l("この自治体のポイントは、いま止まっています。"),
}
_UNKNOWN = _l("処理できませんでした。ポイントは使われていません。もう一度お試しください。")


def failure_words(name: str) -> str:
    return str(FAILURES.get(name, _UNKNOWN)) if name else ""
