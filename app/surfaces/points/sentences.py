"""What a person is told about their own points: what happened, and what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import Invalid
from points import errors

SENTENCES: Sentences = {
    (errors.GiftRefused, "unknown"): _l(
        "この会員番号の人は見つかりません。相手の画面に出ている番号をもう一度確かめてください。"
    ),
    (errors.GiftRefused, "self"): _l("自分の会員番号です。ゆずる相手の会員番号を入力してください。"),
    (errors.GiftRefused, "shop"): _l("お店にはゆずれません。お店では「QRコードで支払う」を使ってください。"),
    (errors.GiftRefused, "no_points"): _l(
        "いまゆずれるポイントがありません。ゆずれるのは、ゆずることが認められた事業のポイントだけです。"
    ),
    (errors.GiftRefused, "recipient_not_verified"): _l(
        "本人確認を終えた人だけのポイントは、この相手にはゆずれません。この相手にゆずれるのは %(left)s ポイントまでです。"
    ),
    (errors.GiftRefused, "too_many_lots"): _l(
        "期限の違うポイントが多いため、1回でゆずれるのは %(most)s ポイントまでです。"
    ),
    (errors.GiftRefused, "daily_limit"): _l(
        "1日にゆずれるのは %(limit)s ポイントまでです。今日はあと %(left)s ポイントゆずれます。"
    ),
    errors.GiftShort: _l("ゆずれるポイントが足りません。いまゆずれるのは %(available)s ポイントまでです。"),
    (Invalid, "not_a_month"): _l("月の形が正しくありません。一覧から選んでください。"),
}

# By the contract's own error name, or ours: why a gift did not come about.
GIFT_FAILURES = {
    "unsigned": _l("署名が時間内にありませんでした。ポイントは動いていません。"),
    "SignatureExpired": _l("時間内に処理できませんでした。ポイントは動いていません。"),
    "PointsNotTransferable": _l("この事業のポイントはゆずれません。ポイントは動いていません。"),
    "PointsExpired": _l("ポイントの期限が切れていました。ポイントは動いていません。"),
    "PointsInsufficient": _l("ポイントが足りませんでした。ポイントは動いていません。"),
    "HolderUnverified": _l("相手の本人確認がまだのため、ゆずれませんでした。ポイントは動いていません。"),
    "NonceUsed": _l("ほかの操作と重なりました。もう一度お試しください。ポイントは動いていません。"),
    "MunicipalityIsPaused": _l("この自治体のポイントは、いま止まっています。ポイントは動いていません。"),
}
_UNKNOWN = _l("処理できませんでした。ポイントは動いていません。もう一度お試しください。")


def gift_failure_words(name: str) -> str:
    return str(GIFT_FAILURES.get(name, _UNKNOWN)) if name else ""
