"""What people are told about a search that cannot be read."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree

SENTENCES: Sentences = {
    (tree.Invalid, "not_a_price"): _l("値段は数字で入力してください（例：3000）。"),
    (tree.Invalid, "below_price_from"): _l("上の値段は、下の値段より大きくしてください。"),
    (tree.Invalid, "not_a_search_day"): _l("日付は 2026-12-01 のように入力してください。"),
    (tree.Invalid, "before_first_day"): _l("終わりの日は、始まりの日より後にしてください。"),
    (tree.Invalid, "not_a_condition"): _l("この条件は選べないため、外して探しました。"),
    (tree.Invalid, "unreadable_place"): _l("続きの場所を読み取れなかったため、最初から表示しています。"),
}
