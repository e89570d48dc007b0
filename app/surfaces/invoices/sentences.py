"""What people are told about refusals of receipts and sellers' pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from marketplace import errors

SENTENCES: Sentences = {
    errors.ReceiptUnknown: _l("お探しの領収書が見つかりませんでした。"),
    errors.SellerUnknown: _l("お探しの販売者が見つかりませんでした。"),
    (tree.Conflict, "written"): _l("宛名はすでに入っています。一度入れた宛名は変えられません。"),
}
