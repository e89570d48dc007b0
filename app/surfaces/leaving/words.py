"""What each stake is called. %(amount)s is written as numbers are."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import number
from chain.leaving import Stake

_WORDS = {
    "on_the_way": _l("ブロックチェーンへ送っている手続きが%(amount)s件あります。終わるまでお待ちください。"),
    "points_moving": _l("手続き中の支払いやゆずりが%(amount)s件あります。終わるまでお待ちください。"),
    "checkouts": _l("途中のお会計が%(amount)s件あります。支払うか、取り消してください。"),
    "bids": _l("結果を待っている入札が%(amount)s件あります。オークションが終わるまでお待ちください。"),
    "trusteeships": _l(
        "アンケートの立会人として、鍵を出していないものが%(amount)s件あります。先に鍵を出してください。"
    ),
    "wards": _l("あなただけが代わりに操作している家族が%(amount)s人います。先に引き継ぐか、終わらせてください。"),
    "last_officer": _l(
        "あなたがただ一人の担当職員であるまちが%(amount)sつあります。先に後任を登録してもらってください。"
    ),
    "last_operator": _l("あなたはただ一人の運営者です。先に後任を登録してください。"),
    "last_staff": _l("あなたがただ一人の担当者であるお店が%(amount)s店あります。先に後任を登録してください。"),
    "last_vendor": _l("あなたがただ一人の担当者である連携サービスが%(amount)s件あります。先に後任を登録してください。"),
    "points": _l("ポイント %(amount)s pt は、使えなくなります。"),
    "yen": _l("円トークン %(amount)s円 は、取り出せなくなります。"),
    "cards": _l("持っている作品・権利 %(amount)s点 は、動かせなくなります。"),
    "tickets": _l("持っているチケット %(amount)s枚 は、使えなくなります。"),
    "pledged": _l("プロジェクトへの支援 %(amount)s円 の記録は残ります。成立せずに戻るお金は、受け取れなくなります。"),
    "purchases": _l("購入の記録 %(amount)s件 は、会計の記録として、名前なしで残ります。"),
    "votes": _l("投票とアンケートの回答 %(amount)s件 は、名前なしで残ります。"),
    "posts": _l("アイデアとコメント %(amount)s件 は、名前なしで残ります。消したいものは、先に自分で消してください。"),
}


def stake_words(stake: Stake) -> str:
    return str(_WORDS[stake.what] % {"amount": number(stake.amount)})


def word_to_type() -> str:
    return str(_("退会する"))
