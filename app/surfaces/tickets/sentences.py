"""What people are told about services, bookings and tickets that cannot be as they wished."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace.models.tickets import errors

SENTENCES: Sentences = {
    errors.ServiceUnknown: _l("お探しのチケットが見つかりませんでした。"),
    errors.ActUnknown: _l("お探しの手続きが見つかりませんでした。"),
    errors.BookingUnknown: _l("お探しの予約が見つかりませんでした。"),
    errors.TicketUnknown: _l("お探しのチケットは、このアカウントにありません。"),
    errors.BuyerNotInvited: _l(
        "このチケットはイベントのものです。参加できる人だけが予約できます。お金は動いていません。"
    ),
    errors.SlotUnavailable: _l("この日時は予約できません。ほかの日時を選んでください。"),
    (errors.SlotUnavailable, "unknown"): _l("日時を選んでください。"),
    (errors.SlotUnavailable, "cancelled"): _l("この日時は取りやめになりました。ほかの日時を選んでください。"),
    (errors.SlotUnavailable, "over"): _l("この日時は受け付けが終わりました。ほかの日時を選んでください。"),
    (errors.SlotUnavailable, "full"): _l(
        "この日時の残りは%(left)sです。数を減らすか、ほかの日時を選んでください。お金は動いていません。"
    ),
    (errors.SlotUnavailable, "held"): _l(
        "この日時の残りはすべて、ほかの方がお支払いの手続き中です。手続きがやめになると10分ほどで空きます。少し待ってからお試しください。"
    ),
    errors.FareUnavailable: _l("この料金では、いま予約できません。画面を読み込み直してください。"),
    (errors.FareUnavailable, "points"): _l("この料金は、ポイントでお支払いいただくものです。"),
    errors.BookingInvalid: _l("予約の内容を確かめてください。"),
    (errors.BookingInvalid, "empty"): _l("人数（枚数）を1以上にしてください。"),
    (errors.BookingInvalid, "too_many"): _l("1つの料金につき、一度に%(most)s枚までです。"),
    (errors.BookingInvalid, "too_many_fares"): _l("一度に選べる料金は%(most)s種類までです。"),
    (errors.BookingInvalid, "too_many_slots"): _l("一度に予約できるのは%(most)s泊までです。"),
    (errors.BookingInvalid, "too_short"): _l("この料金は%(most)s泊からです。泊数を増やしてください。"),
    (errors.BookingInvalid, "mixed"): _l(
        "円の料金とポイントの料金は、一度に予約できません。どちらかを選んでください。"
    ),
    (errors.FareUnavailable, "yen"): _l("これは円の料金です。予約の画面からもう一度お進みください。"),
    errors.BookingExpired: _l("署名の時間が過ぎました。お金は動いていません。もう一度予約してください。"),
    errors.TicketsHeldBack: _l("このチケットは、いま手放せません。"),
    (errors.TicketsHeldBack, "used"): _l("使ったチケットは、手放せません。"),
    (errors.TicketsHeldBack, "few"): _l("手放せるのは、まだ使っていない%(left)s枚までです。"),
    (errors.TicketsHeldBack, "bound"): _l("このチケットはゆずれません。または、ゆずれる期限が過ぎました。"),
    (errors.TicketsHeldBack, "ended"): _l("返金できる期限が過ぎました。"),
    errors.ServiceFixed: _l("この内容は、もう変えられません。"),
    (errors.ServiceFixed, "signed"): _l("すでに署名しました。画面を読み込み直してください。"),
    (errors.ServiceFixed, "slot_known"): _l("この番号の日時は、すでに決まっています。定員だけを変えられます。"),
    (tree.Invalid, "not_https"): _l("https://で始まるアドレスを入力してください。"),
    (tree.Invalid, "order"): _l("返金の決まりは、早い期限から順に、返る割合が増えないように並べてください。"),
    (tree.Invalid, "twice"): _l("同じ日時が2度あります。"),
    errors.RegisterClosed: _l("この予約の宿泊者名簿は、いま書けません。"),
    (errors.RegisterClosed, "not_needed"): _l("この予約に、宿泊者名簿は要りません。"),
    (errors.RegisterClosed, "not_booked"): _l("予約が決まると、宿泊者名簿を書けます。"),
    (errors.RegisterClosed, "over"): _l("チェックアウトのあとは、宿泊者名簿を書けません。"),
    errors.WaitingRefused: _l("この日時のキャンセル待ちは、いまできません。"),
    (errors.WaitingRefused, "free"): _l("空きがあります。そのまま予約できます。"),
    (errors.WaitingRefused, "over"): _l("この日時は受け付けが終わりました。ほかの日時を選んでください。"),
    (errors.WaitingRefused, "crowded"): _l("キャンセル待ちが%(most)s人になりました。ほかの日時を選んでください。"),
    (tree.Invalid, "not_a_passport"): _l("旅券番号は、旅券にあるとおりの英字と数字で入力してください。"),
    (tree.Invalid, "not_between"): _l("%(least)sから%(most)sまでの数を入れてください。"),
    (tree.Invalid, "calendar_too_long"): _l("期間は%(most)s日までです。"),
    (tree.Invalid, "too_many_slots"): _l("一度に登録できるのは%(most)s件までです。期間を分けてください。"),
    (tree.Invalid, "no_slots"): _l("この期間に、これからの日時がありません。日付と曜日を確かめてください。"),
    (tree.Invalid, "all_known"): _l("この期間の日時は、すべて登録されています。"),
    (tree.Invalid, "before_starts_at"): _l("終わりの時刻は、始まりより後にしてください。"),
    (tree.Invalid, "foreign"): _l("このサービスのコードではありません。"),
}

# Why a booking, a gift or a return failed on chain, by the contract's error.
FAILURES = {
    "SlotFull": _l("届いたときには、残りが足りませんでした。"),
    "gone": _l("お支払いが届いたときには、残りがありませんでした。"),
    "SlotIsOver": _l("届いたときには、受け付けが終わっていました。"),
    "SlotIsCancelled": _l("この日時は取りやめになりました。"),
    "FareIsClosed": _l("この料金の受け付けは終わっていました。"),
    "MunicipalityIsPaused": _l("まちの取り扱いが一時的に止まっています。"),
    "PointsInsufficient": _l("ポイントが足りませんでした。"),
    "PointsExpired": _l("ポイントの期限が過ぎていました。"),
    "MerchantIsSuspended": _l("ポイントを受け取るお店が休止中でした。"),
    "ERC20InsufficientBalance": _l("残高が足りませんでした。"),
    "ERC3009InvalidAuthorizationTime": _l("署名の有効時間を過ぎていました。"),
    "TicketsNotHeld": _l("使っていないチケットが足りませんでした。"),
    "TicketsNotTransferable": _l("ゆずれる期限が過ぎていました。"),
    "RefundTooLow": _l("返金の額が、確認の後に変わりました。もう一度お試しください。"),
}
OTHER_FAILURE = _l("手続きを届けられませんでした。時間をおいてもう一度お試しください。")


def ticket_failure(error_name: str) -> str:
    return str(FAILURES.get(error_name, OTHER_FAILURE))
