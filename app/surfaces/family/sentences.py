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
    (FamilyRefused, "own_request"): _l("自分や自分の家族のことは、自分では扱えません。ほかの職員に頼んでください。"),
    (FamilyRefused, "email_taken"): _l(
        "このメールアドレスには、すでにアカウントがあります。ご本人の別のメールアドレスを入力してください。"
    ),
    (FamilyRefused, "has_email"): _l("このアカウントは、もうご本人が引き継いでいます。"),
    (FamilyRefused, "only_the_person"): _l(
        "大人のアカウントを引き継げるのは、ご本人だけです。ご本人がマイナンバーカードを読み取るか、まちの窓口で引き継ぎます。"
    ),
    (FamilyRefused, "card_needed"): _l("先に、マイナンバーカードを読み取って本人かどうかを確かめてください。"),
    (FamilyRefused, "handover_over"): _l(
        "この引き継ぎのリンクは、期限が切れたか、もう使われています。もう一度メールを送ってもらうか、下から始めてください。"
    ),
    (FamilyRefused, "another_person"): _l(
        "本人確認をした人と同じ人だと確かめられなかったため、引き継いでいません。ご本人が身分証を持って、まちの窓口へお越しください。"
    ),
    (FamilyRefused, "no_account_of_card"): _l(
        "このカードの人のアカウントで、ご家族が代わりに操作してきたものは見つかりませんでした。身分証を持って、まちの窓口へお越しください。"
    ),
    (FamilyRefused, "no_ward"): _l(
        "このアカウントは、家族が代わりに操作してきたものではないため、ここでは引き継げません。会員番号を確かめてください。"
    ),
    (FamilyRefused, "other_town"): _l(
        "このアカウントの窓口は、ほかのまちです。引っ越してきた人は、先に「本人確認」の画面でこのまちの本人確認を記録してください。"
    ),
    (FamilyRefused, "other_birth_month"): _l(
        "家族が登録した生まれ月と、書類の生年月日が違います。会員番号を確かめてください。登録のまちがいのときは、登録した家族にも来てもらい、下に印をつけてください。"
    ),
    (Invalid, "not_a_child"): _l("18歳になる前のお子さんの生まれた年と月を入力してください。"),
    (Invalid, "no_birth_month"): _l("生まれた年と月を選んでください。"),
    (Invalid, "no_such_member"): _l(
        "この会員番号の人は見つかりません。本人のアカウントのページにある番号を確かめてください。"
    ),
    (Invalid, "not_declared"): _l("お子さんの親権者か、世話をする立場であることを確かめて、印をつけてください。"),
    (Invalid, "unknown_relation"): _l("続柄を選んでください。"),
    (Invalid, "unknown_town"): _l("まちを選んでください。"),
}
