"""What is wrong with what an officer asked of analytics."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from points.analytics.errors import NotAnonymous

SENTENCES: Sentences = {
    NotAnonymous: _l("5人に満たない集まりが残っていたため、ファイルは渡しませんでした。運営にお知らせください。"),
    (tree.Invalid, "purpose_missing"): _l("使いみちを書いてください。"),
    (tree.Invalid, "purpose_too_long"): _l("使いみちは%(most)s字までで書いてください。"),
    (tree.Invalid, "first_after_last"): _l("終わりの月は、始まりの月と同じか、後にしてください。"),
    (tree.Invalid, "month_not_over"): _l("終わった月を選んでください。"),
    (tree.Invalid, "more_than_a_year"): _l("期間は12か月までです。"),
}
