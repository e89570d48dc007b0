"""What a vendor is told when its sign-in with us cannot be set up so."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import Invalid
from wallet.openid.errors import ClientNotFit

SENTENCES: Sentences = {
    ClientNotFit: _l("サインインの設定がまだありません。先に戻り先のアドレスを決めてください。"),
    (ClientNotFit, "changed"): _l(
        "画面を開いたあとに、新しいシークレットが発行されています。画面を読み込み直してください。"
    ),
    (Invalid, "redirect_form"): _l("戻り先は、空白や記号 # * のない、ひとつの完全なアドレスで入力してください。"),
    (Invalid, "redirect_https"): _l("戻り先は https:// で始まるアドレスにしてください。"),
}
