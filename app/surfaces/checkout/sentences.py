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
    errors.GiftUnknown: _l("この贈り物は見つかりませんでした。リンクをもう一度確かめてください。"),
    errors.GiftRefused: _l("この贈り物は受け取れません。"),
    (errors.GiftRefused, "locked"): _l("この作品は人にゆずれないため、贈り物にできません。"),
    (errors.GiftRefused, "taken"): _l("この贈り物は、もう受け取られています。"),
    (errors.GiftRefused, "returned"): _l("この贈り物は、贈り主に戻りました。"),
    (errors.GiftRefused, "expired"): _l("この贈り物の受け取り期限は過ぎました。"),
    (errors.GiftRefused, "own"): _l("ご自分が贈った贈り物です。リンクを相手の方に送ってください。"),
    (errors.GiftRefused, "on_its_way"): _l("贈り物を準備しています。少し待ってからもう一度お試しください。"),
}
