"""What people are told about refusals of the idea board."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from dao.models.ideas import errors

SENTENCES: Sentences = {
    errors.IdeaUnknown: _l("お探しのアイデアが見つかりませんでした。"),
    errors.CommentUnknown: _l("お探しのコメントが見つかりませんでした。"),
    errors.AttachmentUnknown: _l("お探しの写真や資料が見つかりませんでした。"),
    (tree.Invalid, "too_many_files"): _l("写真や資料は%(most)s件までです。どれかを外してから添えてください。"),
    (tree.Invalid, "pdf_too_heavy"): _l("PDFが大きすぎます。%(most)sMBまでにしてください。"),
    (tree.Invalid, "pdf_broken"): _l("PDFが途中で切れているようです。もう一度書き出してから選んでください。"),
    errors.MembersOnly: _l(
        "書き込みと応援は、このコミュニティのカードを持つ仲間ができます。読むのはどなたでもできます。"
    ),
    errors.IdeaMerged: _l("このアイデアは、似たアイデアにまとめられました。続きはまとめ先でお願いします。"),
    errors.IdeaHidden: _l("このアイデアは非表示になっているため、いまは書き込めません。"),
    errors.CannotMerge: _l("同じコミュニティの、別のアイデアを選んでください。"),
    errors.AlreadyTranslated: _l("このアイデアには、すでに両方の言語の文があります。"),
    errors.CommentTranslated: _l("このコメントには、すでに訳があります。"),
    errors.CommentHidden: _l("このコメントは非表示になっているため、いまは訳を添えられません。"),
    errors.TooManyIdeas: _l(
        "アイデアは1日に%(most)s件までです。明日またお寄せください。書いた内容はこの画面に残っています。"
    ),
    errors.TooManyComments: _l("コメントは1時間に%(most)s件までです。少し休んでから、またお書きください。"),
}
