"""What people are told about the market's refusals."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace import errors
from marketplace.models.eligibility.errors import NotEligible

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
    (errors.ListingUnavailable, "suspended"): _l(
        "このお店の取り扱いをまちが止めているため、いまは買えません。お金は引き落とされていません。"
    ),
    (errors.ListingUnavailable, "for_chosen"): _l("抽選で選ばれた方だけが、抽選販売の画面から買えます。"),
    NotEligible: _l("この販売は、条件に合う方だけが買えます。お金は動いていません。"),
    (NotEligible, "holds"): _l("決められたカードを、いまお持ちの方だけが買えます。お金は動いていません。"),
    (NotEligible, "listed"): _l("販売元がご案内した方だけが買えます。お金は動いていません。"),
    (NotEligible, "verified"): _l("本人確認を終えた方だけが買えます。お金は動いていません。"),
    (NotEligible, "resident"): _l("このまちにお住まいの方だけが買えます。お金は動いていません。"),
    (NotEligible, "outside"): _l("この地域の外にお住まいの方だけが買えます。お金は動いていません。"),
    errors.PointsMissing: _l("ポイントが足りません。%(needed)sポイント必要で、使えるのは%(available)sポイントです。"),
    errors.PointsRefused: _l("いまはポイントで支払えません。ポイントは減っていません。"),
    (errors.PointsRefused, "shop_closed"): _l("ポイントを受け取るお店が休止中のため、いまはポイントで支払えません。"),
    (errors.PointsRefused, "own_shop"): _l("お店のアカウントでは、自分のお店へ支払えません。"),
    (errors.PointsRefused, "expired"): _l("署名の時間が過ぎました。ポイントは減っていません。もう一度お進みください。"),
    (errors.PointsRefused, "price_changed"): _l(
        "ポイントの値段が変わりました。新しい値段を確かめて、もう一度お進みください。"
    ),
    (errors.PointsRefused, "not_offered"): _l("これは、いまポイントでは買えません。円でお支払いください。"),
    errors.TooMany: _l("一度に買える枚数を超えています。"),
    (errors.TooMany, "over_left"): _l("残りは%(most)s枚です。枚数を減らしてください。"),
    (errors.TooMany, "over_limit"): _l("おひとりの上限を超えています。あと%(most)s枚まで買えます。"),
    errors.YenShort: _l("残高が足りません（必要 %(needed)s円、残高 %(available)s円）。お金は引き落とされていません。"),
    errors.NotOnChain: _l("作品の記録がまだ整っていません。少し待ってからお試しください。"),
    errors.FaucetClosed: _l("ここでは試験用の円を受け取れません。"),
    (errors.FaucetClosed, "daily_limit"): _l(
        "試験用の円を受け取れるのは1日%(most)s回までです。明日またお試しください。"
    ),
    (tree.Invalid, "not_a_cid"): _l("絵の番号の形が正しくありません。"),
    errors.PictureRefused: _l("この絵は使えません。PNG、JPEG、WebP、AVIFの絵を選んでください。"),
    (errors.PictureRefused, "empty"): _l("絵が選ばれていないか、中身がありません。ファイルを選び直してください。"),
    (errors.PictureRefused, "too_heavy"): _l("絵のファイルが大きすぎます。%(most)sMBまでの大きさにしてください。"),
    (errors.PictureRefused, "svg"): _l(
        "SVGの絵には動くプログラムを隠せるため、受け取れません。PNGかJPEGに書き出してから選んでください。"
    ),
    (errors.PictureRefused, "heic"): _l("iPhoneなどのHEIC形式は読み取れません。JPEGに変えてから選んでください。"),
    (errors.PictureRefused, "gif"): _l("GIFの絵は使えません。PNGかJPEGに書き出してから選んでください。"),
    (errors.PictureRefused, "not_a_picture"): _l("絵として読み取れません。PNG、JPEG、WebP、AVIFの絵を選んでください。"),
    (errors.PictureRefused, "animated"): _l("動く絵は使えません。1枚の止まった絵を選んでください。"),
    (errors.PictureRefused, "too_many_pixels"): _l("絵の画素が多すぎます。%(most)s百万画素までに小さくしてください。"),
    (errors.PictureRefused, "too_small"): _l("絵が小さすぎます。縦も横も%(least)s画素より大きい絵を選んでください。"),
    (errors.PictureRefused, "broken"): _l(
        "絵が途中で切れているか、壊れています。別のファイルを選ぶか、書き出し直してください。"
    ),
    (tree.Conflict, "already_used"): _l("この作品は、もうこの図案を使っています。"),
    (tree.Conflict, "already_running"): _l("この作品のカードは、いま描いています。"),
    (tree.Conflict, "not_running"): _l("この作品のカードは、いま描いていません。"),
    errors.ContentMissing: _l("絵が保管場所に見つかりません。"),
    errors.ContentForeign: _l("保管場所の絵が、記録したものと違います。管理者に連絡してください。"),
    errors.StoreUnavailable: _l("絵の保管場所につながりません。時間をおいてもう一度お試しください。"),
    (tree.Invalid, "too_few"): _l("1以上の数を入力してください。"),
    (tree.Invalid, "before_valid_from"): _l("使える最後の日は、最初の日より後にしてください。"),
    (tree.Invalid, "before_opens_at"): _l("販売の終わりは、始まりより後にしてください。"),
}

# Why an order failed on chain, by the contract's error.
ORDER_FAILURES = {
    "ListingSoldOut": _l("直前に完売しました。"),
    "gone": _l("お支払いが届いたときには、残りがありませんでした。"),
    "ListingLimitPerBuyer": _l("おひとりの上限を超えています。"),
    "ListingIsUnrestricted": _l("この販売の条件が変わりました。作品の画面からもう一度お進みください。"),
    "PurchaseForAnother": _l("条件のある販売は、ご本人の分だけ買えます。"),
    "ListingIsRestricted": _l("この販売は、条件に合う方だけが買えます。"),
    "BuyerUnverified": _l("本人確認を終えた方だけが買えます。"),
    "BuyerNotResident": _l("このまちにお住まいの方だけが買えます。"),
    "BuyerLivesInArea": _l("この地域の外にお住まいの方だけが買えます。"),
    "BuyerHoldsNone": _l("決められた作品をお持ちの方だけが買えます。"),
    "BuyerNotChosen": _l("抽選で選ばれた方だけが買えます。"),
    "ListingIsCancelled": _l("まちによって販売が取りやめになりました。"),
    "ListingNotOpen": _l("販売期間の外でした。"),
    "PurchaseTotalMismatch": _l("署名のあとで値段が変わりました。もう一度お進みください。"),
    "ListingNotForPoints": _l("ポイントでの販売が終わっていました。"),
    "PointsInsufficient": _l("ポイントが足りませんでした。"),
    "PointsExpired": _l("ポイントの期限が過ぎていました。"),
    "MerchantIsSuspended": _l("ポイントを受け取るお店が休止中でした。"),
    "ERC20InsufficientBalance": _l("残高が足りませんでした。"),
    "ERC3009InvalidAuthorizationTime": _l("署名の有効時間を過ぎていました。"),
}
OTHER_FAILURE = _l("お支払いを完了できませんでした。時間をおいてもう一度お試しください。")
