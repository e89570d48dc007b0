"""What people are told about refusals of the cart and the checkout."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace import errors
from points import errors as points

SENTENCES: Sentences = {
    (tree.Invalid, "unknown_item"): _l("この作品は見つかりませんでした。作品の画面からもう一度お選びください。"),
    (tree.Invalid, "choose_payment"): _l("お支払いの方法を選んでください。"),
    (errors.ListingUnavailable, "held"): _l(
        "残りはすべて、ほかの方がお支払いの手続き中です。手続きがやめになると10分ほどで空きます。少し待ってからお試しください。"
    ),
    errors.CheckoutUnknown: _l("お探しのお会計が見つかりませんでした。"),
    errors.CheckoutOver: _l("このお会計はもう終わっています。"),
    (errors.CheckoutOver, "lapsed"): _l(
        "お取り置きの10分が過ぎました。お金は引き落とされていません。カートからもう一度お進みください。"
    ),
    (errors.CheckoutOver, "decided"): _l("このお会計はすでに支払われたか、取りやめになりました。"),
    (errors.CheckoutOver, "paying"): _l("カードのお支払いの途中です。カードの画面で続けるか、取りやめてください。"),
    errors.CartRefused: _l("カートを確認してください。"),
    (errors.CartRefused, "empty"): _l("カートは空です。"),
    (errors.CartRefused, "too_many_lines"): _l("カートに入れられるのは%(most)s種類までです。"),
    (errors.CartRefused, "one_charge"): _l(
        "同じポイントのチャージが2つあります。1つにまとめてから、お会計へ進んでください。"
    ),
    errors.LineRefused: _l("カートの中に、いま購入できないものがあります。"),
    errors.CardUnavailable: _l("いまカードではお支払いいただけません。"),
    (errors.CardUnavailable, "float_short"): _l(
        "カードでのお支払いは、ただいま受け付けを休んでいます。カードへの請求はありません。円でお支払いいただくか、時間をおいてお試しください。"
    ),
    (errors.CardUnavailable, "closed"): _l("ここではカードでのお支払いを受け付けていません。"),
    (errors.CardUnavailable, "no_answer"): _l(
        "カード会社の窓口につながりません。お金は引き落とされていません。少し待ってからもう一度お試しください。"
    ),
    points.ChargeRefused: _l("いまこのポイントはチャージできません。"),
    (points.ChargeRefused, "closed"): _l("このポイントのチャージは、いま受け付けていません。"),
    (points.ChargeRefused, "not_verified"): _l(
        "本人確認を終えた人だけのポイントです。アカウントの「本人確認」で確認すると、チャージできます。"
    ),
    (points.ChargeRefused, "too_little"): _l("%(most)s円からチャージできます。"),
    (points.ChargeRefused, "over_once"): _l("1回にチャージできるのは%(most)s円までです。"),
    (points.ChargeRefused, "over_month"): _l("1か月の上限まで、あと%(most)s円チャージできます。"),
    (points.ChargeRefused, "over_cap"): _l("発行の上限まで、あと%(most)sポイントです。額を減らしてください。"),
    errors.NoticeForged: _l("お知らせの署名を確かめられませんでした。"),
}

# Why points that were paid for were not issued: our own reason, or the contract's error.
_OVER = _l("1か月の上限を超えるため、チャージできませんでした。")
_ENDED = _l("チャージの受け付けが終わっていました。")
CHARGE_FAILURES = {
    "closed": _ENDED,
    "gone": _ENDED,
    "over_once": _OVER,
    "over_month": _OVER,
    "over_cap": _l("発行の上限に達したため、チャージできませんでした。"),
    "ProgramCapExceeded": _l("発行の上限に達したため、チャージできませんでした。"),
    "HolderUnverified": _l("このポイントは、本人確認を終えた方だけがチャージできます。"),
    "ERC20InsufficientBalance": _l("残高が足りませんでした。"),
    "ERC3009InvalidAuthorizationTime": _l("署名の有効時間を過ぎていました。"),
}
_OTHER_FAILURE = _l("チャージできませんでした。")


def charge_failure(error_name: str) -> str:
    return str(CHARGE_FAILURES.get(error_name, _OTHER_FAILURE))
