"""What people are told about refusals of resale, lending and giving."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace import errors

SENTENCES: Sentences = {
    errors.NotYours: _l("この作品の持ち主だけができる操作です。"),
    errors.CardIsLocked: _l("このカードは本人だけのもので、ゆずったり売ったりできません。"),
    errors.AskUnknown: _l("お探しの出品が見つかりませんでした。"),
    errors.AskUnavailable: _l("この出品は、いま買えません。"),
    (errors.AskUnavailable, "gone"): _l("この出品は、売れたか取り下げられました。お金は引き落とされていません。"),
    (errors.AskUnavailable, "expired"): _l("この出品は期限が過ぎました。お金は引き落とされていません。"),
    (errors.AskUnavailable, "being_bought"): _l("ほかの人が購入の手続きをしています。少し待ってからお試しください。"),
    (errors.AskUnavailable, "own"): _l("自分の出品は買えません。"),
    (errors.AskUnavailable, "already_open"): _l(
        "この作品はすでに売り出しています。値段を変えるには、いちど取り下げてください。"
    ),
    errors.OfferUnknown: _l("お探しの申し込みが見つかりませんでした。"),
    errors.OfferUnavailable: _l("この申し込みは、いま受けられません。"),
    (errors.OfferUnavailable, "gone"): _l("この申し込みは、すでに終わっています。"),
    (errors.OfferUnavailable, "expired"): _l("この申し込みは期限が過ぎました。"),
    (errors.OfferUnavailable, "short"): _l("相手の残高が足りないため、いまは受けられません。"),
    (errors.OfferUnavailable, "own"): _l("自分が持っている作品には申し込めません。"),
    errors.RightUnmovable: _l("この作品は、いま動かせません。"),
    (errors.RightUnmovable, "lent"): _l("貸し出し中です。期間が終わるとお手続きできます。"),
    (errors.RightUnmovable, "transfers_over"): _l("この作品をゆずったり売ったりできる期間は終わりました。"),
    (errors.RightUnmovable, "not_lendable"): _l("この作品は貸し出せません。"),
    (errors.RightUnmovable, "not_lent"): _l("この作品は貸し出されていません。"),
    errors.RecipientRefused: _l("相手を確認できませんでした。"),
    (errors.RecipientRefused, "unknown"): _l("この会員番号の人が見つかりません。番号を確かめてください。"),
    (errors.RecipientRefused, "self"): _l("自分自身を相手にはできません。"),
    (errors.RecipientRefused, "nobody"): _l("これは誰のものでもないアドレスです。送ると作品は失われます。"),
    (errors.RecipientRefused, "contract"): _l(
        "これは作品を受け取れないコントラクトのアドレスです。ウォレットのアドレスを確かめてください。"
    ),
    errors.ActExpired: _l("時間切れになったか、すでに署名されています。もう一度お手続きください。"),
    (tree.Invalid, "no_checksum"): _l(
        "このアドレスは、大文字と小文字の区別がないため、打ち間違いを見つけられません。1文字ずつ見比べてから、"
        "確認の印を付けてください。"
    ),
    (tree.Invalid, "not_confirmed"): _l("自分のウォレットのアドレスであることを確かめて、印を付けてください。"),
}
