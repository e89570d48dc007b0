"""What people and officers are told when a lottery refuses: what is wrong, and what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace.models.lotteries import errors

SENTENCES: Sentences = {
    errors.LotteryUnknown: _l("お探しの抽選販売が見つかりませんでした。"),
    errors.LotteryNotOpen: _l("いまは申し込めません。"),
    (errors.LotteryNotOpen, "soon"): _l("申し込みの受け付けは、まだ始まっていません。"),
    (errors.LotteryNotOpen, "closed"): _l("申し込みの受け付けは終わりました。結果をお待ちください。"),
    (errors.LotteryNotOpen, "drawn"): _l("この抽選は終わりました。結果をごらんください。"),
    (errors.LotteryNotOpen, "called_off"): _l("この抽選販売は、まちが取りやめました。お金は動いていません。"),
    (errors.LotteryNotOpen, "entered_already"): _l(
        "ほかのアカウントで、すでに申し込まれています。申し込みはおひとり1回です。"
    ),
    errors.LotteryNotReady: _l("いまはこの操作をできません。画面を読み込み直してください。"),
    (errors.LotteryNotReady, "open"): _l("申し込みの受け付けが終わってから、確定してください。"),
    (errors.LotteryNotReady, "no_entries"): _l("申し込みがなかったので、抽選はありません。"),
    (errors.LotteryNotReady, "fixed"): _l("申し込みは、すでに確定しています。"),
    (errors.LotteryNotReady, "not_drawn"): _l("順番が決まってから、販売を始めてください。"),
    (errors.LotteryNotReady, "on_sale"): _l("いま買える方の期間が終わってから、次の方に進んでください。"),
    (errors.LotteryNotReady, "nothing_left"): _l("残りのカードか、次の順番の方がいません。"),
    (errors.LotteryNotReady, "called_off"): _l("この抽選販売は取りやめになっています。"),
    (errors.LotteryNotReady, "too_late"): _l("申し込みはすでに固定され、順番が決まります。もう取りやめられません。"),
    errors.NotChosen: _l("抽選で順番が来た方だけが買えます。お金は動いていません。"),
    (tree.Invalid, "too_many_cards"): _l("1枚以上、いま売っていない残りの%(most)s枚までにしてください。"),
    (tree.Invalid, "before_opens_at"): _l("終わりは、始まりより後の、これからの日時にしてください。"),
}
