"""What an officer is told about segments and messages to them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import Invalid
from points.errors import SegmentRefused

SENTENCES: Sentences = {
    SegmentRefused: _l("この区分では、いまはできません。"),
    (SegmentRefused, "too_small"): _l(
        "5人未満のため、お知らせも付与もできません。だれのことかわかってしまうおそれがあるからです。条件をゆるめてください。"
    ),
    (SegmentRefused, "many_today"): _l("きょうは、もう%(most)s回お知らせを送りました。続きはあした送れます。"),
    (SegmentRefused, "changed"): _l("届く人数が、確認したときから変わりました。人数を見て、もう一度送ってください。"),
    (SegmentRefused, "too_many"): _l("一度に送れるのは%(most)s人までです。条件をしぼってください。"),
    (SegmentRefused, "set_aside"): _l("この区分は使うのをやめています。"),
    (Invalid, "no_condition"): _l("条件を1つは選んでください。"),
}
