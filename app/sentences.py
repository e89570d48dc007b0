"""What people are told about the errors of the ground floor. Japanese is the source text of the translation.

A domain's own errors stand in `app/surfaces/<name>/sentences.py`, in the same shape.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from chain import client, errors

# Keyed by class, or by (class, code) where code is the error's `reason`, `name` or `code`. %(field)s is filled from
# the error's own fields and its named values.
Sentences = dict[type[BaseException] | tuple[type[BaseException], str], Any]

SENTENCES: Sentences = {
    errors.MusubiError: _l("システムに問題が起きました。時間をおいてもう一度お試しください。"),
    errors.DomainError: _l("この操作はできません。内容を確認してください。"),
    errors.NotFound: _l("お探しのものが見つかりませんでした。"),
    errors.Invalid: _l("入力内容を確認してください。"),
    (errors.Invalid, "empty"): _l("入力してください。"),
    (errors.Invalid, "zero"): _l("1以上の数を入力してください。"),
    (errors.Invalid, "negative"): _l("0以上の数を入力してください。"),
    (errors.Invalid, "not_whole"): _l("数字だけで入力してください。"),
    (errors.Invalid, "too_large"): _l("数が大きすぎます。"),
    (errors.Invalid, "length"): _l("送られた内容の形が正しくありません。画面を読み込み直してください。"),
    (errors.Invalid, "not_a_path"): _l("戻り先の形が正しくありません。画面を読み込み直してください。"),
    (errors.Invalid, "too_long"): _l("長すぎます。短くしてください。"),
    (errors.Invalid, "my_number"): _l(
        "個人番号（マイナンバー）とみられる12桁の数字が含まれています。消してから、もう一度お試しください。"
    ),
    (errors.Invalid, "must_sum_to_10000"): _l("配分の合計が100%%になるようにしてください。"),
    (errors.Invalid, "not_address"): _l("アドレスの形が正しくありません。0xで始まる42文字を入力してください。"),
    (errors.Invalid, "checksum"): _l("アドレスに打ち間違いがあるようです。もう一度確認してください。"),
    (errors.Invalid, "not_six_digits"): _l("団体コードは6けたの数字で入力してください。"),
    (errors.Invalid, "check_digit"): _l("団体コードに打ち間違いがあるようです。もう一度確認してください。"),
    (errors.Invalid, "out_of_range"): _l("指定できる範囲を超えています。"),
    errors.Conflict: _l("ほかの操作と重なりました。画面を読み込み直して、もう一度お試しください。"),
    (errors.Conflict, "idempotency_key"): _l(
        "同じ操作がすでに別の内容で受け付けられています。画面を読み込み直してください。"
    ),
    errors.Forbidden: _l("この操作をする権限がありません。"),
    errors.IdentityError: _l("本人を確認できませんでした。もう一度サインインしてください。"),
    (errors.IdentityError, "browser_wallet_signs_itself"): _l("お使いのウォレットで署名してください。"),
    errors.ChainError: _l("ブロックチェーンとの通信に問題が起きました。時間をおいてもう一度お試しください。"),
    errors.NodeUnavailable: _l(
        "ブロックチェーンに接続できません。受け付けた操作は失われません。少し待ってからお試しください。"
    ),
    errors.TransactionRejected: _l("ブロックチェーンが操作を受け付けませんでした。少し待ってからお試しください。"),
    errors.ContractReverted: _l("ブロックチェーン上の決まりにより、この操作はできません（%(name)s）。"),
    errors.ReorgDetected: _l("ブロックチェーンの記録を確認し直しています。少し待ってからお試しください。"),
    errors.WrongChain: _l("接続先のブロックチェーンが、この設備のものと違います。管理者に連絡してください。"),
    errors.ConfigError: _l("設定 %(setting)s に問題があります。管理者に連絡してください。"),
    client.RpcError: _l("ブロックチェーンが予期しない答えを返しました。少し待ってからお試しください。"),
}

# By HTTP status: (heading, sentence).
STATUS_SENTENCES = {
    400: (
        _l("内容を読み取れませんでした"),
        _l("送られた内容に誤りがあります。前の画面に戻って、もう一度お試しください。"),
    ),
    401: (_l("サインインが必要です"), _l("サインインしてから、もう一度お試しください。")),
    403: (_l("権限がありません"), _l("この画面や操作を使う権限がありません。別のアカウントでサインインしてください。")),
    404: (_l("見つかりません"), _l("お探しのページは、移動したか、なくなったようです。アドレスを確認してください。")),
    405: (_l("この操作はできません"), _l("前の画面に戻って、もう一度お試しください。")),
    409: (_l("いまは操作できません"), _l("ほかの操作と重なりました。画面を読み込み直して、もう一度お試しください。")),
    413: (_l("ファイルが大きすぎます"), _l("%(most)sMB以下のファイルを選んでください。")),
    422: (_l("入力内容を確認してください"), _l("入力内容に誤りがあります。前の画面に戻って直してください。")),
    429: (_l("少しお待ちください"), _l("短い時間に操作が続きました。しばらく待ってから、もう一度お試しください。")),
    500: (
        _l("問題が起きました"),
        _l("システムに問題が起きました。ご不便をおかけします。時間をおいてもう一度お試しください。"),
    ),
    503: (
        _l("ただいま使えません"),
        _l("いま利用できません。受け付けた操作は失われません。少し待ってからお試しください。"),
    ),
}
STALE_FORM = _l("画面を開いてから時間がたちました。ページを読み込み直して、もう一度お試しください。")
