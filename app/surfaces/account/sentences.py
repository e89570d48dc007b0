"""What people are told about errors of signing in and signing."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import IdentityError, Invalid
from wallet.errors import (
    ExportRefused,
    NotYours,
    PasskeyRefused,
    SecondFactorRefused,
    SigningRefused,
    SignInRefused,
    TooManyCopies,
)

SENTENCES: Sentences = {
    (SigningRefused, "no_such_account"): _l("署名するアカウントが見つかりません。もう一度サインインしてください。"),
    SignInRefused: _l("サインインできませんでした。最初からやり直してください。"),
    (SignInRefused, "wrong_code"): _l("番号が違います。メールの番号をもう一度確認してください。"),
    (SignInRefused, "code_expired"): _l("番号の有効時間が過ぎました。新しい番号を送ってください。"),
    (SignInRefused, "code_used"): _l("この番号はすでに使われました。新しい番号を送ってください。"),
    (SignInRefused, "too_many_tries"): _l("番号を5回まちがえたため、使えなくなりました。新しい番号を送ってください。"),
    (SignInRefused, "too_many_codes"): _l(
        "短い時間に何度も番号を送りました。15分ほど待ってから、もう一度お試しください。"
    ),
    (SignInRefused, "mail_unavailable"): _l("メールを送れませんでした。少し待ってから、もう一度お試しください。"),
    (SignInRefused, "malformed"): _l(
        "ウォレットから受け取ったメッセージを読み取れませんでした。もう一度お試しください。"
    ),
    (SignInRefused, "wrong_domain"): _l(
        "メッセージが別のサイトのものです。アドレス欄を確認してから、もう一度お試しください。"
    ),
    (SignInRefused, "wrong_uri"): _l(
        "メッセージが別のサイトのものです。アドレス欄を確認してから、もう一度お試しください。"
    ),
    (SignInRefused, "wrong_chain"): _l("ウォレットのネットワークが違います。もう一度お試しください。"),
    (SignInRefused, "wrong_nonce"): _l("この画面で始めたサインインではありません。最初からやり直してください。"),
    (SignInRefused, "nonce_used"): _l("この署名はすでに使われました。最初からやり直してください。"),
    (SignInRefused, "nonce_expired"): _l("10分以上たったため、署名が無効になりました。最初からやり直してください。"),
    (SignInRefused, "no_expiry"): _l("ウォレットが期限のないメッセージに署名しました。最初からやり直してください。"),
    (SignInRefused, "expired"): _l("署名の期限が過ぎました。最初からやり直してください。"),
    (SignInRefused, "not_yet_valid"): _l("署名がまだ有効になっていません。端末の時計を確認してください。"),
    (SignInRefused, "issued_at_skew"): _l(
        "端末の時計がずれているようです。時計を合わせてから、もう一度お試しください。"
    ),
    (SignInRefused, "bad_signature"): _l("署名がこのウォレットのものではありません。もう一度お試しください。"),
    (SignInRefused, "wallet_not_deployed"): _l(
        "このスマートウォレットは、まだこのネットワークにありません。ウォレットを有効にしてからお試しください。"
    ),
    (SignInRefused, "passkey_no_name"): _l(
        "この設備では、パスキーを使えません。メールの番号でサインインしてください。"
    ),
    (SignInRefused, "passkey_over"): _l(
        "この画面で始めたサインインではないか、時間が過ぎました。最初からやり直してください。"
    ),
    (SignInRefused, "passkey_unknown"): _l(
        "このパスキーは登録されていません。メールの番号でサインインしてから、追加してください。"
    ),
    (SignInRefused, "passkey_refused"): _l(
        "端末の答えを確かめられませんでした。もう一度お試しいただくか、メールの番号でサインインしてください。"
    ),
    SigningRefused: _l("署名できませんでした。前の画面からやり直してください。"),
    (SigningRefused, "browser_wallet_signs_itself"): _l("お使いのウォレットで署名してください。"),
    (SigningRefused, "bad_signature"): _l(
        "署名がこのアカウントのものではありません。ウォレットで正しいアカウントを選んで、もう一度お試しください。"
    ),
    (SigningRefused, "request_expired"): _l("署名の受付時間が過ぎました。前の画面からやり直してください。"),
    (SigningRefused, "request_used"): _l("この署名はもう受け付けました。"),
    (SigningRefused, "wrong_chain"): _l("この内容は別のネットワークのものなので、署名できません。"),
    ExportRefused: _l("秘密鍵を書き出せません。"),
    (ExportRefused, "browser_wallet_has_own_key"): _l("このアカウントの秘密鍵は、お使いのウォレットの中にあります。"),
    (ExportRefused, "no_email"): _l("メールアドレスのないアカウントからは書き出せません。"),
    PasskeyRefused: _l("パスキーを追加できませんでした。もう一度お試しください。"),
    (PasskeyRefused, "not_fresh"): _l("追加する前に、もう一度サインインしてください。"),
    (PasskeyRefused, "no_name"): _l("この設備では、パスキーを使えません。"),
    (PasskeyRefused, "own_wallet"): _l(
        "このアカウントには、お使いのウォレットでサインインします。パスキーは追加できません。"
    ),
    (PasskeyRefused, "too_many"): _l("パスキーは10個まで登録できます。使わないものを削除してから追加してください。"),
    (PasskeyRefused, "challenge_over"): _l(
        "時間が過ぎたか、別の画面で始めた追加です。もう一度「パスキーを追加する」を押してください。"
    ),
    (PasskeyRefused, "not_accepted"): _l("端末の答えを確かめられませんでした。もう一度お試しください。"),
    (PasskeyRefused, "known"): _l("このパスキーは、すでに登録されています。"),
    SecondFactorRefused: _l("二要素認証ができませんでした。最初からやり直してください。"),
    (SecondFactorRefused, "wrong"): _l("番号が違います。アプリや控えの番号をもう一度確認してください。"),
    (SecondFactorRefused, "used"): _l(
        "この番号はすでに使われました。アプリの番号が変わるまで待ってから、新しい番号を入力してください。"
    ),
    (SecondFactorRefused, "locked"): _l(
        "番号を5回まちがえたため、15分間は使えません。しばらく待ってから、もう一度お試しください。"
    ),
    (SecondFactorRefused, "not_there"): _l("認証アプリが登録されていません。"),
    (SecondFactorRefused, "there_already"): _l("認証アプリは、もう登録されています。"),
    (SecondFactorRefused, "last_way"): _l(
        "職員のアカウントには、パスキーか認証アプリが1つは必要です。先に別のものを登録してください。"
    ),
    TooManyCopies: _l("控えは1日に%(most)s回まで作れます。すでに作った控えは、下から保存できます。"),
    (IdentityError, "sign_in_needed"): _l("サインインしてから、もう一度お試しください。"),
    NotYours: _l("これは別のアカウントに頼まれた署名です。"),
    (Invalid, "not_email"): _l("メールアドレスの形が正しくありません。例：hanako@example.jp"),
    (Invalid, "control_characters"): _l("使えない文字が含まれています。"),
    (Invalid, "too_short"): _l("短すぎます。10文字以上にしてください。"),
    (Invalid, "not_member_number"): _l("会員番号の形が正しくありません。例：M-1234-567X"),
    (Invalid, "check_character"): _l("会員番号に打ち間違いがあるようです。もう一度確認してください。"),
    (Invalid, "implied"): _l("この役割は割り当てるものではありません。"),
    (Invalid, "scope"): _l("役割の範囲が正しくありません。"),
}
