"""What people are told about the market's refusals."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace import errors

SENTENCES: Sentences = {
    (tree.Conflict, "taken"): _l("この名前はすでに使われています。別の名前にしてください。"),
    (tree.Invalid, "not_sold"): _l("この種類の作品は、まだ販売できません。"),
    errors.ListingUnknown: _l("お探しの作品が見つかりませんでした。"),
    errors.TownUnknown: _l("お探しのまちが見つかりませんでした。"),
    errors.TokenUnknown: _l("お探しのカードが見つかりませんでした。"),
    errors.OrderUnknown: _l("お探しの注文が見つかりませんでした。"),
    errors.OrderExpired: _l(
        "この注文は時間切れになったか、すでに署名されています。もう一度作品の画面からお進みください。"
    ),
    errors.ListingUnavailable: _l("この作品はいま購入できません。"),
    (errors.ListingUnavailable, "preparing"): _l("この作品は準備中です。少し待ってからお試しください。"),
    (errors.ListingUnavailable, "upcoming"): _l("この作品の販売はまだ始まっていません。"),
    (errors.ListingUnavailable, "sold_out"): _l(
        "申し訳ありません。この作品は完売しました。お金は引き落とされていません。"
    ),
    (errors.ListingUnavailable, "ended"): _l("この作品の販売は終わりました。"),
    (errors.ListingUnavailable, "cancelled"): _l("この作品の販売は、まちによって取りやめになりました。"),
    errors.TooMany: _l("一度に買える枚数を超えています。"),
    (errors.TooMany, "over_left"): _l("残りは%(most)s枚です。枚数を減らしてください。"),
    (errors.TooMany, "over_limit"): _l("おひとりの上限を超えています。あと%(most)s枚まで買えます。"),
    errors.YenShort: _l("残高が足りません（必要 %(needed)s円、残高 %(available)s円）。お金は引き落とされていません。"),
    errors.NotOnChain: _l("作品の記録がまだ整っていません。少し待ってからお試しください。"),
    errors.FaucetClosed: _l("ここでは試験用の円を受け取れません。"),
    (errors.FaucetClosed, "daily_limit"): _l(
        "試験用の円を受け取れるのは1日%(most)s回までです。明日またお試しください。"
    ),
    (tree.Invalid, "too_few"): _l("1以上の数を入力してください。"),
    (tree.Invalid, "before_opens_at"): _l("販売の終わりは、始まりより後にしてください。"),
}

# Why an order failed on chain, by the contract's error.
ORDER_FAILURES = {
    "ListingSoldOut": _l("直前に完売しました。"),
    "ListingLimitPerBuyer": _l("おひとりの上限を超えています。"),
    "ListingIsCancelled": _l("まちによって販売が取りやめになりました。"),
    "ListingNotOpen": _l("販売期間の外でした。"),
    "ERC20InsufficientBalance": _l("残高が足りませんでした。"),
    "ERC3009InvalidAuthorizationTime": _l("署名の有効時間を過ぎていました。"),
}
OTHER_FAILURE = _l("お支払いを完了できませんでした。時間をおいてもう一度お試しください。")
