"""What holders and sellers are told when an address, a delivery or the use of a right is refused."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace.models.deliveries import errors

SENTENCES: Sentences = {
    errors.DeliveryUnknown: _l("お探しのお届けが見つかりませんでした。"),
    errors.ExerciseUnknown: _l("お探しの申し出が見つかりませんでした。"),
    errors.NotServed: _l("この権利は、いま使えません。"),
    (errors.NotServed, "other_kind"): _l("この権利には、お届けや行使の手続きがありません。"),
    (errors.NotServed, "used_up"): _l("すべての回数を使い終えています。"),
    (errors.NotServed, "over"): _l("使える期限が過ぎています。"),
    (errors.NotServed, "early"): _l("まだ使える日になっていません。"),
    (errors.NotServed, "lent"): _l("貸し出し中です。期間が終わるとお手続きできます。"),
    errors.AddressMissing: _l("お届け先がわかりません。"),
    (errors.AddressMissing, "none"): _l("持ち主がまだお届け先を書いていません。書くと、ここから送れます。"),
    (errors.AddressMissing, "unsigned"): _l("持ち主が、この回の署名をまだしていません。署名すると、ここから送れます。"),
    errors.DeliveryClosed: _l("このお届けは、いま変えられません。"),
    (errors.DeliveryClosed, "not_missing"): _l("持ち主から、届いていないという知らせが来ていません。"),
    (errors.DeliveryClosed, "not_sent"): _l(
        "届いたと知らせたお届けです。困ったことがあれば、売り手に連絡してください。"
    ),
    errors.ExerciseClosed: _l("この申し出は、いま変えられません。"),
    (errors.ExerciseClosed, "open_already"): _l("すでに申し出ています。返事が来るまでお待ちください。"),
    (errors.ExerciseClosed, "answered"): _l("この申し出には、すでに返事をしたか、持ち主が変わりました。"),
    (tree.Invalid, "not_tracking"): _l(
        "追跡番号は、数字・英字・ハイフンで入力してください。空けておくこともできます。"
    ),
    (tree.Invalid, "only_home"): _l("この品を送れるのは、日本国内だけです。"),
    (tree.Invalid, "not_a_phone"): _l("電話番号を確かめてください。日本の外の番号は、+ と国の番号から書きます。"),
    (tree.Invalid, "no_postal_code"): _l("この国の郵便番号の形ではありません。"),
    (tree.Invalid, "no_country_area"): _l("この国の地域を選んでください。"),
    (tree.Invalid, "no_city"): _l("この国の市や町の名前を確かめてください。"),
    (tree.Invalid, "no_city_area"): _l("この国の地区の名前を確かめてください。"),
    (tree.Invalid, "no_sorting_code"): _l("仕分けコードを確かめてください。"),
    (tree.Invalid, "no_street_address"): _l("番地や通りを確かめてください。"),
    (tree.Invalid, "not_the_deliveries"): _l("使える回数は、お届けの回数と同じにしてください。"),
    (tree.Invalid, "not_for_produce"): _l("お届けのある権利は、貸せません。"),
}
