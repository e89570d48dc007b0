"""What people are told about refused bids, auctions and names."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace.models.auctions import errors

SENTENCES: Sentences = {
    errors.AuctionUnknown: _l("お探しのオークションが見つかりませんでした。"),
    errors.AuctionNotOpen: _l("このオークションには、いま入札できません。お金は動いていません。"),
    (errors.AuctionNotOpen, "upcoming"): _l("このオークションはまだ始まっていません。"),
    (errors.AuctionNotOpen, "closed"): _l("入札の受け付けは終わりました。お金は動いていません。"),
    (errors.AuctionNotOpen, "sold"): _l("このオークションは終わりました。お金は動いていません。"),
    (errors.AuctionNotOpen, "unsold"): _l("このオークションは終わりました。お金は動いていません。"),
    (errors.AuctionNotOpen, "cancelled"): _l("このオークションは、まちによって取りやめになりました。"),
    errors.AuctionFixed: _l("この内容は、もう変えられません。"),
    (errors.AuctionFixed, "signed"): _l("すでに署名したので、内容は変えられません。画面を読み込み直してください。"),
    (errors.AuctionFixed, "too_late"): _l("終わりの日時を過ぎています。日時を直してから公開してください。"),
    (errors.AuctionFixed, "has_bids"): _l("入札があったので、取りやめられません。"),
    errors.BidTooLow: _l("いまは%(least)s円以上で入札できます。金額を上げてください。"),
    errors.BidRefused: _l("この入札はできません。"),
    (errors.BidRefused, "leads"): _l(
        "いまの最高額は、あなたの入札です。さらに上げるときは、確認の印を付けてください。"
    ),
    (errors.BidRefused, "under_way"): _l("前の入札を送っているところです。結果が出てから、もう一度お試しください。"),
    (errors.BidRefused, "seller"): _l("売る側の人や、売上を受け取る人は入札できません。"),
    errors.BidUnknown: _l("お探しの入札が見つかりませんでした。"),
    errors.BidExpired: _l("署名の時間が過ぎました。お金は動いていません。もう一度入札してください。"),
    errors.NothingKept: _l("お返しするお金はありません。手続き中のときは、少しお待ちください。"),
    errors.NotWinner: _l("名前を付けられるのは、落札した本人だけです。"),
    errors.NameNotOpen: _l("いまは名前を提案できません。"),
    (errors.NameNotOpen, "submitted"): _l("提案した名前を、まちが審査しています。結果をお待ちください。"),
    (errors.NameNotOpen, "approved"): _l("名前はすでに決まっています。"),
    (errors.NameNotOpen, "over"): _l("名前を掲げる期間が終わりました。"),
    errors.NameUnknown: _l("お探しの名前が見つかりませんでした。"),
    (tree.Invalid, "emoji"): _l("絵文字や特殊な記号（㈱など）は使えません。文字で書いてください。"),
    (tree.Invalid, "direction"): _l("右から左へ書く文字や、文字の向きを変える記号は使えません。"),
    (tree.Invalid, "sign"): _l("使えない文字があります。%(sign)s"),
    (tree.Invalid, "not_kana"): _l("読みは、カタカナかひらがなで入力してください。"),
    (tree.Invalid, "not_latin"): _l("英語の名前は、ローマ字で入力してください。"),
    (tree.Invalid, "in_the_past"): _l("これからの日時にしてください。"),
    (tree.Invalid, "too_far"): _l("始まりから%(most)s日以内にしてください。"),
    (tree.Invalid, "before_shown_from"): _l("掲げる期間の終わりは、始まりより後にしてください。"),
    (tree.Invalid, "before_closes_at"): _l("掲げる期間の終わりは、オークションの終わりより後にしてください。"),
    (tree.Conflict, "already_reviewed"): _l("この名前は、すでに審査されています。画面を読み込み直してください。"),
}

# Why a bid failed on chain, by the contract's error.
BID_FAILURES = {
    "AuctionNotOpen": _l("届いたときには、受け付けが終わっていました。"),
    "AuctionIsOver": _l("届いたときには、オークションが終わっていました。"),
    "BidTooLow": _l("直前に、ほかの人がより高い額で入札しました。"),
    "MunicipalityIsPaused": _l("まちの取り扱いが一時的に止まっています。"),
    "ERC20InsufficientBalance": _l("残高が足りませんでした。"),
    "ERC3009InvalidAuthorizationTime": _l("署名の有効時間を過ぎていました。"),
}
OTHER_FAILURE = _l("入札を届けられませんでした。時間をおいてもう一度お試しください。")


def bid_failure(error_name: str) -> str:
    return str(BID_FAILURES.get(error_name, OTHER_FAILURE))
