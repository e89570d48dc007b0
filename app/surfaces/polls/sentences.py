"""What people are told about refusals of sealed polls."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from dao import errors

SENTENCES: Sentences = {
    errors.PreparationUnknown: _l("お探しのアンケートの準備が見つからないか、見られる人が限られています。"),
    errors.PreparationEnded: _l("このアンケートはすでに開かれたか、取りやめになりました。"),
    errors.TrusteesMissing: _l("立会人があと%(missing)s人引き受けると、開けます。"),
    errors.SealKept: _l("鍵を受け取れるのは締切のあとです。それまでは、だれにも見せずに持っていてください。"),
    errors.PollNotVoidable: _l(
        "無効にできるのは、封をしたアンケートの締切から7日たち、まだ開けられていないあいだだけです。"
    ),
    errors.PollVoid: _l("このアンケートは無効になりました。鍵はもう要りません。"),
    (tree.Invalid, "key_mistyped"): _l("鍵の文字が違うようです。29文字を1つずつ確かめてください。"),
    (tree.Invalid, "key_not_yours"): _l(
        "このアンケートで、あなたに渡された鍵ではありません。作り直したときは、最後の鍵を使ってください。"
    ),
    (tree.Invalid, "not_a_box"): _l("回答の封が正しい形ではありません。画面を読み込み直して、もう一度お試しください。"),
    (tree.Invalid, "how_many_trustees"): _l("立会人は%(least)s人から%(most)s人まで書いてください。1行に1人です。"),
    (tree.Invalid, "trustee_twice"): _l("同じ立会人が2回入っています。名前も人も、1人ずつ分けてください。"),
    (tree.Invalid, "needed_of_trustees"): _l("開けるのに必要な人数は、%(least)s人から%(most)s人までで決めてください。"),
    (tree.Invalid, "trustee_line"): _l("「%(line)s」を「名前 | 会員番号」の形で書いてください。"),
    (tree.Invalid, "trustee_unknown"): _l(
        "「%(name)s」の会員番号の人が見つかりません。番号かメールを確かめてください。"
    ),
}
