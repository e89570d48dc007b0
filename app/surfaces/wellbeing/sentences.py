"""What an officer is told about indicators, their values, and lists of them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import Invalid
from points.errors import ValueChanged, ValueFileRefused

SENTENCES: Sentences = {
    (Invalid, "not_a_value"): _l("数字で入れてください。小数は3けたまでです（例：7.25）。"),
    (Invalid, "scale_order"): _l("目盛りの上は、下より大きい数にしてください。"),
    (Invalid, "indicator_taken"): _l("同じ名前の指標がもうあります（使うのをやめたものも数えます）。"),
    (Invalid, "too_many_indicators"): _l("指標は%(most)sまでです。使わないものをやめてから、足してください。"),
    (Invalid, "year_out_of_range"): _l("%(first)s年度から、いまの年度までの年を入れてください。"),
    (Invalid, "not_a_year"): _l("年度は西暦の4けたで書いてください（例：2025）。"),
    (Invalid, "year_twice"): _l("同じ指標の同じ年度が、%(row)s行目にもあります。"),
    (Invalid, "indicator_unknown"): _l("この名前の指標はありません。指標の名前を、画面のとおりに書いてください。"),
    (Invalid, "off_scale"): _l("この指標の目盛りは%(least)sから%(most)sまでです。"),
    ValueChanged: _l("ほかの職員が、この年度の値を先に変えました。いまの値を見て、もう一度入れてください。"),
    ValueFileRefused: _l("この一覧は読めませんでした。見本と同じ形のCSVで送ってください。"),
    (ValueFileRefused, "empty"): _l("一覧に値がありません。値の列を書いて、もう一度送ってください。"),
    (ValueFileRefused, "encoding"): _l("文字が読めませんでした。CSV（UTF-8 または Shift_JIS）で保存してください。"),
    (ValueFileRefused, "columns"): _l(
        "「指標」「年度」「値」「出典」の列がそろっていません。見出しの行を確かめてください。"
    ),
    (ValueFileRefused, "too_many_rows"): _l("行が多すぎます。%(most)s行までに分けてください。"),
    (ValueFileRefused, "too_wide"): _l("長すぎる行があります。見本と同じ形のCSVで送ってください。"),
}
