"""What people are told when an identity check by the app does not come to an end."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import Conflict
from wallet.errors import IdentityRefused, VerifiedElsewhere

_NOT_GENUINE = _l(
    "届いた答えが本物かどうかを確かめられなかったため、本人確認はしていません。もう一度お試しください。続くときは、まちの窓口にご相談ください。"
)
# Which check failed tells a person nothing; the log has it.
_CHECKS = (
    "wrong_issuer", "token_unreadable", "token_signature", "token_issuer", "token_audience", "token_expired",
    "token_nonce", "token_access", "subject_differs",
)  # fmt: skip

SENTENCES: Sentences = {
    IdentityRefused: _NOT_GENUINE,
    **{(IdentityRefused, check): _NOT_GENUINE for check in _CHECKS},
    (IdentityRefused, "not_offered"): _l(
        "この設備では、アプリでの本人確認を使えません。まちの窓口で本人確認ができます。"
    ),
    (IdentityRefused, "wrong_state"): _l(
        "この端末のこの画面から始めた本人確認ではないため、止めました。下のボタンから、もう一度始めてください。"
    ),
    (IdentityRefused, "expired"): _l("始めてから15分以上たちました。下のボタンから、もう一度始めてください。"),
    (IdentityRefused, "used"): _l("この本人確認は、もう終わっています。状態が古いときは、もう一度始めてください。"),
    (IdentityRefused, "cancelled"): _l(
        "アプリで取りやめたため、本人確認はしていません。何も保存していません。いつでもやり直せます。"
    ),
    (IdentityRefused, "provider_down"): _l(
        "デジタル認証アプリのサービスから答えがありません。しばらく待ってから、もう一度お試しください。"
    ),
    (IdentityRefused, "provider_refused"): _l(
        "デジタル認証アプリのサービスに断られました。しばらくしても続くときは、まちの窓口に知らせてください。"
    ),
    (IdentityRefused, "code_refused"): _l(
        "アプリからの答えの期限が切れました。下のボタンから、もう一度始めてください。"
    ),
    (IdentityRefused, "attributes_missing"): _l(
        "氏名・住所・生年月日のどれかが渡されませんでした。もう一度始めて、3つとも渡すことに同意してください。"
    ),
    (IdentityRefused, "attributes_unreadable"): _l(
        "カードの内容を読み取れる形で受け取れませんでした。まちの窓口で本人確認ができます。"
    ),
    (IdentityRefused, "lives_abroad"): _l(
        "国内に住所がないカードでは、まだ本人確認ができません。投票や購入など、本人確認のいらないものはそのまま使えます。"
    ),
    (IdentityRefused, "place_unknown"): _l(
        "カードの住所から市町村を見つけられませんでした。カードの住所が古いときは市町村の窓口で直し、もう一度お試しください。"
    ),
    VerifiedElsewhere: _l("このカードの人は、別のアカウントで本人確認を終えています。"),
    (Conflict, "verified_at_counter"): _l(
        "同じ氏名と生年月日の人が、別のアカウントで、窓口での本人確認を終えています。ご本人のときは、まちの窓口でこのアカウントに移せます。"
        "別の人のときも、窓口で確かめます。"
    ),
}
