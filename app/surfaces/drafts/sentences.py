"""What people are told about refusals of drafts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from dao.models.drafts import errors

SENTENCES: Sentences = {
    errors.DraftUnknown: _l("お探しの下書きが見つからないか、見られる人が限られています。"),
    errors.DraftChangedMeanwhile: _l(
        "書いているあいだに、ほかの人が新しい版（第%(newest)s版）を保存しました。書いた内容はこの画面に残っています。"
        "最新の版を見て、書き足してから保存してください。"
    ),
    errors.DraftAlreadyProposed: _l("この下書きは、すでに提案になりました。"),
    (tree.Invalid, "not_a_date"): _l("日付を選び直してください。"),
    (tree.Invalid, "member_missing"): _l("招く人を一覧から選んでください。"),
    (tree.Invalid, "too_many_authors"): _l("ひとつの下書きをいっしょに書けるのは%(most)s人までです。"),
}
