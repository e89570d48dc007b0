"""What is said about refusals of conversions, to officers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import Invalid
from points.errors import ConversionRefused

SENTENCES: Sentences = {
    ConversionRefused: _l("この率は決められません。"),
    (ConversionRefused, "own_wallet"): _l(
        "交換のたびに自動で署名するため、おまかせウォレットのアカウントの職員が決めてください。"
    ),
    (ConversionRefused, "paid"): _l("共通ポイントにできるのは、無償の事業のポイントだけです。"),
    (ConversionRefused, "not_asked"): _l(
        "このサービスは、ポイントの交換を頼めません。連携サービスの登録内容で「ポイントを共通ポイントに替えたい」を選んでください。"
    ),
    (ConversionRefused, "not_open"): _l("明日から替えられるものはありません。"),
    (ConversionRefused, "began"): _l("この率はもう始まっています。新しい率を決めるか、交換を終えてください。"),
    (Invalid, "rate_day"): _l(
        "事業の期間の中の日を選んでください。いまの率があるときは、住民が前もって知るように、明日からの日にします。"
    ),
}
