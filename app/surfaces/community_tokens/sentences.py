"""What people are told about community tokens that cannot be had as they wished."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace.models.community_tokens import errors

SENTENCES: Sentences = {
    errors.OfferingUnknown: _l("お探しのコミュニティトークンが見つかりませんでした。"),
    errors.TokenPurchaseUnknown: _l("お探しの購入が見つかりませんでした。"),
    errors.OfferingNotOpen: _l("このトークンは、いま販売していません。お金は動いていません。"),
    (errors.OfferingNotOpen, "upcoming"): _l("このトークンの販売は、まだ始まっていません。"),
    (errors.OfferingNotOpen, "sold_out"): _l("このトークンは完売しました。お金は動いていません。"),
    errors.OfferingSigned: _l("公開したトークンの内容は変えられません。画面を読み込み直してください。"),
    errors.TokenQuantityWrong: _l("いま買えるのは%(most)s口までです。"),
    (errors.TokenQuantityWrong, "none"): _l("1口から買えます。"),
    (errors.TokenQuantityWrong, "over_left"): _l("残りは%(most)s口です。数を減らしてください。"),
    (errors.TokenQuantityWrong, "over_account"): _l("お一人の上限まで、あと%(most)s口です。"),
    errors.TokenPurchaseExpired: _l("署名の時間が過ぎました。お金は動いていません。もう一度お試しください。"),
    (tree.Invalid, "symbol_form"): _l("大文字の英字と数字、2〜11文字で入力してください。例：IZUFAN"),
    (tree.Invalid, "same_least"): _l("同じ口数の段階が2つあります。"),
    (tree.Invalid, "unreachable"): _l("段階の口数は、お一人の上限（%(most)s口）までにしてください。"),
    (tree.Invalid, "without_name"): _l("段階の名前を入力してください。"),
}

# Why a purchase failed on chain, by the contract's error.
FAILURES = {
    "OfferingNotOpen": _l("届いたときには、販売が終わっていました。"),
    "OfferingIsClosed": _l("届いたときには、販売が終わっていました。"),
    "OfferingSoldOut": _l("届く前に、残りが売り切れました。"),
    "OfferingLimitPerAccount": _l("お一人の上限を超えていました。"),
    "MunicipalityIsPaused": _l("まちの取り扱いが一時的に止まっています。"),
    "ERC20InsufficientBalance": _l("残高が足りませんでした。"),
    "ERC3009InvalidAuthorizationTime": _l("署名の有効時間を過ぎていました。"),
}
OTHER_FAILURE = _l("購入を届けられませんでした。時間をおいてもう一度お試しください。")


def purchase_failure(error_name: str) -> str:
    return str(FAILURES.get(error_name, OTHER_FAILURE))
