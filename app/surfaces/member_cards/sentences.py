"""What people are told about refusals of cards of one person."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from marketplace import errors

SENTENCES: Sentences = {
    errors.DeskRefused: _l("このカードは、いま申し込めません。"),
    (errors.DeskRefused, "closed"): _l("このカードの受け付けは終わりました。"),
    (errors.DeskRefused, "has_card"): _l("このカードは、もうお持ちです。1人1枚です。"),
    (errors.DeskRefused, "has_card_elsewhere"): _l(
        "このカードは、前のアカウントでお持ちです。1人1枚です。前のアカウントから移すには、まちの窓口にご相談ください。"
    ),
    (errors.DeskRefused, "answered"): _l("この申し込みには、もう返事がされています。"),
    (errors.DeskRefused, "not_locked"): _l("本人だけのカードではないため、この手続きはできません。"),
    (errors.DeskRefused, "own_wallet"): _l(
        "すぐに発行するには、結びが鍵を預かる職員のアカウントが必要です。確かめてから発行する方法をお選びください。"
    ),
}
