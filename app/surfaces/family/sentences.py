"""What people are told about families."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import Invalid
from wallet.errors import FamilyRefused, NotWhileActing

SENTENCES: Sentences = {
    NotWhileActing: _l(
        "家族として操作しているあいだは、これはできません。画面の上の「自分に戻る」を押してから、お試しください。"
    ),
    FamilyRefused: _l("この登録はできません。内容を確認してください。"),
    (FamilyRefused, "too_many_wards"): _l("登録できるのは%(most)s人までです。使わない登録を終わらせてください。"),
    (FamilyRefused, "too_many_guardians"): _l("この人の代わりに操作できるのは、%(most)s人までです。"),
    (FamilyRefused, "known"): _l("この人は、もう登録されているか、頼んでいるところです。"),
    (FamilyRefused, "oneself"): _l("自分自身や本人は登録できません。"),
    (FamilyRefused, "own_wallet"): _l("この人は自分のウォレットで署名しているため、代わりに操作することはできません。"),
    (FamilyRefused, "not_a_child"): _l("もう一人の代わりの人を頼めるのは、登録したお子さんだけです。"),
    (FamilyRefused, "own_request"): _l("自分や自分の家族の申し込みは確認できません。ほかの職員に頼んでください。"),
    (FamilyRefused, "email_taken"): _l(
        "このメールアドレスには、すでにアカウントがあります。ご本人の別のメールアドレスを入力してください。"
    ),
    (FamilyRefused, "has_email"): _l("このアカウントは、もうご本人が引き継いでいます。"),
    (Invalid, "not_a_child"): _l("18歳になる前のお子さんの生まれた年と月を入力してください。"),
    (Invalid, "no_birth_month"): _l("生まれた年と月を選んでください。"),
    (Invalid, "no_such_member"): _l(
        "この会員番号の人は見つかりません。本人のアカウントのページにある番号を確かめてください。"
    ),
    (Invalid, "not_declared"): _l("お子さんの親権者か、世話をする立場であることを確かめて、印をつけてください。"),
    (Invalid, "unknown_relation"): _l("続柄を選んでください。"),
    (Invalid, "unknown_town"): _l("まちを選んでください。"),
}
