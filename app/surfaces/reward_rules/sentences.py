"""What is said about refusals of reward rules."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import Invalid
from points.bridges.rules import errors

SENTENCES: Sentences = {
    errors.RuleRefused: _l("このルールでは、いまはできません。画面を読み込み直してください。"),
    (errors.RuleRefused, "donation_percent"): _l(
        "ふるさと納税の寄附へのポイントは、寄附額の30％までの割合で決めてください。法令で、返礼は寄附額の3割までと決まっています。"
    ),
    (errors.RuleRefused, "donation_residents"): _l(
        "ふるさと納税の寄附へのポイントは、対象をこのまちの外に住む人にしてください。法令で、住民への返礼はできません。"
    ),
    (errors.RuleRefused, "own_wallet"): _l(
        "付与のたびに自動で署名するため、おまかせウォレットのアカウントで始めてください。"
    ),
    (errors.RuleRefused, "paid"): _l("特典は、無償の事業のポイントで付けます。有償の事業は選べません。"),
    (errors.RuleRefused, "program_over"): _l("このポイント事業の期間は終わりました。別の事業を選んでください。"),
    (errors.RuleRefused, "effect_past"): _l(
        "変更は、あす以降の日から有効にできます。すでに起きたことには、いまの内容を使うためです。"
    ),
    (errors.RuleRefused, "not_draft"): _l("このルールは、すでに始まっているか、終わっています。"),
    (errors.RuleRefused, "not_running"): _l("このルールは動いていません。"),
    (errors.RuleRefused, "not_paused"): _l("このルールは一時停止していません。"),
    (errors.RuleRefused, "over"): _l("このルールの期間は終わりました。新しいルールを作ってください。"),
    (errors.RuleRefused, "budget_below_given"): _l("予算は、すでに付けたポイントより少なくできません。"),
    (Invalid, "first_time"): _l("「はじめての人だけ」と「続けた日数」は、どちらか1つにしてください。"),
    (Invalid, "not_kept"): _l("イベントの内容は%(days)s日で消えます。それより後の日を選んでください。"),
}
