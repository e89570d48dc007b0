"""What people are told about refusals of the cart and the checkout."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace import errors

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
    errors.LineRefused: _l("カートの中に、いま購入できないものがあります。"),
    errors.CardUnavailable: _l("いまカードではお支払いいただけません。"),
    (errors.CardUnavailable, "closed"): _l("ここではカードでのお支払いを受け付けていません。"),
    (errors.CardUnavailable, "no_answer"): _l(
        "カード会社の窓口につながりません。お金は引き落とされていません。少し待ってからもう一度お試しください。"
    ),
    errors.NoticeForged: _l("お知らせの署名を確かめられませんでした。"),
}
