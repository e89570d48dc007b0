"""What people are told about refusals of product projects."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from dao.models.product_projects import errors

SENTENCES: Sentences = {
    errors.ProductUnknown: _l("お探しの商品プロジェクトが見つからないか、見られる人が限られています。"),
    errors.NotItsTurn: _l(
        "いまは、この操作はできません。ほかの人が先に進めたか、期限が来たようです。プロジェクトのページを開き直してください。"
    ),
    errors.ProductStopped: _l("この商品プロジェクトは止まっています。世話役が再開すると、続きができます。"),
    errors.MemberShopsOnly: _l(
        "作り手の応募は、このコミュニティの仲間の加盟店で働く人ができます。世話役に、お店の招待を頼んでください。"
    ),
    errors.TooManyProducts: _l("商品プロジェクトを始められるのは1日に%(most)s件までです。書いた内容は残っています。"),
    (tree.Invalid, "call_length"): _l("締切は、1時間後から%(days)s日後までにしてください。"),
    (tree.Invalid, "not_later"): _l("いまの締切より後の日時にしてください。締切を早めることはできません。"),
}
