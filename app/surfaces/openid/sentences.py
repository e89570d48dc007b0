"""What is said about refusals in setting up the sign-in with us."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import Invalid
from wallet.openid.errors import ClientNotFit

SENTENCES: Sentences = {
    ClientNotFit: _l("画面を開いたあとに、新しいシークレットが発行されています。画面を読み込み直してください。"),
    (ClientNotFit, "not_set_up"): _l("戻り先がまだ決まっていません。先に戻り先を保存してください。"),
    (Invalid, "redirect_form"): _l(
        "「%(value)s」はアドレスの形ではありません。https:// から始め、ユーザー名・*・# は入れないでください。"
    ),
    (Invalid, "too_many_redirects"): _l("戻り先は%(most)s件までです。"),
    (Invalid, "redirect_https"): _l(
        "「%(value)s」は https:// で始まっていません。http:// は、手元で試すときの 127.0.0.1 だけです。"
    ),
}
