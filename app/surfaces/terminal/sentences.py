"""What a cashier is told when the points domain or the chain refuses: what happened, and what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace.services.admission import errors as door
from points import errors

SENTENCES: Sentences = {
    errors.PointsShort: _l("ポイントが足りません。このお店で使えるのは %(available)s ポイントまでです。"),
    (errors.PaymentCodeRefused, "unknown"): _l(
        "このコードは読み取れませんでした。お客さまの画面に出ている、いちばん新しいQRコードを読み取ってください。"
    ),
    (errors.PaymentCodeRefused, "expired"): _l(
        "このコードは期限が切れています。お客さまの画面を新しくして、もう一度読み取ってください。"
    ),
    (errors.PaymentCodeRefused, "used"): _l(
        "このコードはすでに使われています。お客さまの画面を新しくして、もう一度読み取ってください。"
    ),
    (errors.PaymentRequestClosed, "paid"): _l(
        "このお会計は、ほかの方のお支払いが済んでいます。お店の人に新しいQRコードを出してもらってください。"
    ),
    (errors.PaymentRequestClosed, "cancelled"): _l("お店がこのお会計を取り消しました。ポイントは使われていません。"),
    (errors.PaymentRequestClosed, "expired"): _l(
        "このQRコードは期限が切れています。お店の人に新しいQRコードを出してもらってください。"
    ),
    (errors.CardRefused, "unknown"): _l(
        "このカードは登録されていません。カードの番号を確かめるか、自治体の窓口にお問い合わせください。"
    ),
    (errors.CardRefused, "printed"): _l(
        "このカードはまだ使えません。自治体の窓口で受け取りの手続きをするようご案内ください。"
    ),
    (errors.CardRefused, "blocked"): _l(
        "このカードは止められています（紛失の届け出）。お客さまに自治体の窓口をご案内ください。"
    ),
    (errors.CardRefused, "replaced"): _l(
        "このカードは再発行のため使えなくなりました。新しいカードを読み取ってください。"
    ),
    (errors.CardRefused, "number_or_pin"): _l(
        "カード番号か暗証番号が違います。暗証番号を決めていないカードの残高は、お店か自治体の窓口で確かめられます。"
    ),
    (errors.CardRefused, "withdrawn"): _l("この会計は取りやめになっています。もう一度はじめからお願いします。"),
    (errors.CardPinNeeded, "needed"): _l("暗証番号が必要です。お客さまに入力していただいてください。"),
    (errors.CardPinNeeded, "unset"): _l(
        "このカードには暗証番号がないため、いま使えるのは %(most)s ポイントまでです。暗証番号は自治体の窓口で決められます。"
    ),
    errors.CardPinWrong: _l("暗証番号が違います。あと%(left)s回まちがえると使えなくなります。"),
    errors.CardPinLocked: _l(
        "暗証番号を続けてまちがえたため、止まっています。お客さまに自治体の窓口をご案内ください。"
    ),
    (errors.MerchantClosed, "pending"): _l("お店の登録が終わるまで、お待ちください。"),
    (errors.MerchantClosed, "suspended"): _l(
        "このお店の取り扱いは止まっています。自治体の窓口にお問い合わせください。"
    ),
    (errors.MerchantClosed, "failed"): _l("お店を登録できませんでした。自治体の窓口にお問い合わせください。"),
    (errors.MerchantClosed, "paused"): _l("この自治体のポイントは、いま止まっています。しばらくお待ちください。"),
    errors.OwnShop: _l("お店のアカウントでは、このお店の支払いはできません。"),
    errors.RefundTooLarge: _l("返金できるのは %(left)s ポイントまでです。"),
    errors.RefundInProgress: _l("この会計の返金を処理しています。終わってから、もう一度お試しください。"),
    errors.PaymentNotRefundable: _l("まだ確定していない会計は返金できません。少し待ってからお試しください。"),
    (errors.RefundRefused, "not_own"): _l("ほかの担当者の会計です。店長が返金できます。"),
    (errors.RefundRefused, "too_late"): _l(
        "担当者が返金できるのは、会計から%(minutes)s分以内です。このあとは店長が返金できます。"
    ),
    errors.CorrectionTooHigh: _l(
        "受け取った金額より多くは直せません。足りない %(missing)s ポイントは、新しい会計で受け取ってください。"
    ),
    (errors.PinRefused, "wrong"): _l("暗証番号が違います。あと%(tries_left)s回まで試せます。"),
    (errors.PinRefused, "locked"): _l(
        "暗証番号を続けて間違えたので、使えなくしました。店長に新しい暗証番号を決めてもらってください。"
    ),
    errors.NothingToClose: _l("前のレジ締めのあと、会計も返金もありません。"),
    (tree.Invalid, "pin_digits"): _l("暗証番号は4けたから6けたの数字で入力してください。"),
    (tree.Invalid, "pin_easy"): _l("続いた数字や同じ数字だけの暗証番号は使えません。"),
    (tree.Invalid, "name_taken"): _l("同じ名前の担当者がいます。別の名前にしてください。"),
    (tree.Invalid, "no_points_left"): _l("現金の分が合計以上になっています。ポイントの分を1以上にしてください。"),
    (tree.Invalid, "sum_differs"): _l("品物の値段が変わったようです。品物を選び直してください。"),
    (tree.Invalid, "too_many"): _l("登録できる数を超えています。使わないものを消してください。"),
    (tree.Invalid, "same_amount"): _l("受け取った金額と同じです。正しい金額を入力してください。"),
    (tree.Conflict, "at_once"): _l("ほかの端末が、いま締めています。少し待ってから、もう一度お試しください。"),
    errors.CouponSaleWhole: _l(
        "クーポンを使った会計は、全額（%(whole)s ポイント）だけ返金できます。クーポンもお客さまに戻ります。"
    ),
    (errors.CouponRefused, "unknown"): _l("このクーポンは使えません。お客さまの画面で、クーポンを選び直してください。"),
    (errors.CouponRefused, "draft"): _l("このクーポンは、まだ公開されていません。"),
    (errors.CouponRefused, "stopped"): _l("このクーポンは、自治体が止めました。もう使えません。"),
    (errors.CouponRefused, "paused"): _l("このまちのクーポンは、いま止まっています。しばらくお待ちください。"),
    (errors.CouponRefused, "not_yet"): _l("このクーポンは %(first_day)s から使えます。"),
    (errors.CouponRefused, "over"): _l("このクーポンは期間が終わりました（%(last_day)s まで）。"),
    (errors.CouponRefused, "wrong_weekday"): _l("このクーポンは、きょうの曜日には使えません。"),
    (errors.CouponRefused, "wrong_hour"): _l("このクーポンは、いまの時間には使えません。"),
    (errors.CouponRefused, "wrong_town"): _l("このクーポンは、このまちのお店では使えません。"),
    (errors.CouponRefused, "wrong_shop"): _l("このクーポンは、このお店では使えません。"),
    (errors.CouponRefused, "below_minimum"): _l("このクーポンは、%(minimum)s円以上のお買い物で使えます。"),
    (errors.CouponRefused, "nothing_off"): _l("金額が小さいため、値引きになりません。"),
    (errors.CouponRefused, "no_card"): _l("このクーポンは、アンバサダーカードなどをお持ちの方だけが使えます。"),
    (errors.CouponRefused, "used"): _l("このクーポンは、すでに使われています。"),
    (errors.CouponRefused, "used_up"): _l("このクーポンは、用意した数がなくなりました。"),
    (errors.CouponRefused, "no_budget"): _l("このクーポンは、用意した予算がなくなりました。"),
    (errors.CouponRefused, "sale_taken"): _l(
        "この会計は、クーポンと現金ですでに受け付けています。「きょうの一覧」で確かめてください。"
    ),
    (errors.CouponRefused, "changed"): _l(
        "クーポンの値引きが、確認したときと変わりました。コードをもう一度読み取ってください。"
    ),
    errors.CouponRefused: _l("このクーポンは使えません。"),
    door.NotAdmitted: _l("入場の手続きができません。何も使われていません。"),
    door.UsedAlready: _l("すでに使われています（%(used_on)s %(used_at)s）。"),
    door.FewLeft: _l("まだ使っていないのは%(left)s枚です。人数を減らしてください。"),
    (door.WrongDate, "early"): _l("日時がちがいます。%(day)s %(moment)s から使えます。"),
    (door.WrongDate, "over"): _l("日時がちがいます。%(day)s %(moment)s で終わりました。"),
    door.WrongPlace: _l("ここでは使えません。使える場所は、お客さまの画面にあります。"),
    (door.NoLongerGood, "cancelled"): _l("この日時は取りやめになりました。お客さまの画面から全額が返金されます。"),
    (door.NoLongerGood, "returned"): _l("返金されたチケットです。使えません。"),
    door.NotHolder: _l(
        "いまの持ち主のコードではありません。ゆずったあとは、受け取った方の画面に新しいコードが出ます。"
    ),
    door.LentToAnother: _l("ほかの人に貸しています（%(day)sまで）。使えるのは、借りている方だけです。"),
    door.PhoneSignatureNeeded: _l(
        "この方は、ご自分のウォレットで署名します。お客さまのスマートフォンでチケットの画面を開き、"
        "「入場の署名をする」を押していただいてから、同じ枚数で、もう一度読み取ってください。"
    ),
    (door.PhoneSignatureNeeded, "right"): _l(
        "この方は、ご自分のウォレットで署名します。お客さまのスマートフォンで権利の画面を開き、"
        "「使う署名をする」を押していただいてから、もう一度読み取ってください。"
    ),
    door.NoPerkHere: _l("このカードの特典は、このお店にはありません。使えるお店は、お客さまのカードの画面にあります。"),
    door.PerkGiven: _l("この特典は、すでにお渡ししています（%(used_on)s %(used_at)s）。"),
    door.DoorClosed: _l("このお店の取り扱いは止まっています。自治体の窓口にお問い合わせください。"),
    door.ScanInvalid: _l("読み取りの内容が正しくありません。画面を読み込み直して、もう一度読み取ってください。"),
    (door.ScanInvalid, "count"): _l("人数を1以上にしてください。"),
    errors.SignatureRequestExpired: _l("お客さまの署名の時間が過ぎました。もう一度はじめからお願いします。"),
}

# By the contract's own error name, or ours: why a payment or refund failed.
FAILURES = {
    "cancelled": _l("取り消しました。ポイントは使われていません。"),
    "unsigned": _l("お客さまの署名が時間内にありませんでした。ポイントは使われていません。"),
    "SignatureExpired": _l("時間内に処理できませんでした。ポイントは使われていません。"),
    "PointsInsufficient": _l("ポイントが足りませんでした。ポイントは使われていません。"),
    "PointsExpired": _l("ポイントの期限が切れていました。ポイントは使われていません。"),
    "PointsOutsideArea": _l("このお店では使えないポイントでした。ポイントは使われていません。"),
    "NonceUsed": _l("ほかの支払いと重なりました。もう一度お試しください。"),
    "MerchantIsSuspended": _l("このお店の取り扱いは止まっています。"),
    "MunicipalityIsPaused": _l("この自治体のポイントは、いま止まっています。"),
    "HolderUnverified": _l(
        "本人確認を終えた人だけのポイントで、お客さまの本人確認が切れていました。ポイントは使われていません。"
    ),
}
_UNKNOWN = _l("処理できませんでした。ポイントは使われていません。もう一度お試しください。")


def failure_words(name: str) -> str:
    return str(FAILURES.get(name, _UNKNOWN)) if name else ""
