"""What people and officers are told when a prize draw refuses: what is wrong, and what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from points import errors

SENTENCES: Sentences = {
    (errors.DrawNotOpen, "soon"): _l("この抽選の応募は、まだ始まっていません。"),
    (errors.DrawNotOpen, "closed"): _l("この抽選の応募は終わりました。結果をお待ちください。"),
    (errors.DrawNotOpen, "drawn"): _l("この抽選は終わりました。結果をごらんください。"),
    (errors.DrawNotOpen, "cancelled"): _l("この抽選は中止になりました。"),
    errors.DrawNotOver: _l("この順番の当選者はいません。"),
    errors.TooManyTickets: _l("お一人の口数の上限を超えます。あと %(left)s 口まで応募できます。"),
    (tree.Conflict, "published"): _l("公開した抽選は変えられません。"),
    (tree.Conflict, "drawn"): _l("当選者が決まったあとは、中止できません。"),
    (tree.Conflict, "draft"): _l("下書きの抽選は、中止ではなく取り消してください。"),
    (tree.Invalid, "before_opening"): _l("終わりは、始まりより後にしてください。"),
    (tree.Invalid, "not_a_moment"): _l("日付と時刻を選んでください。"),
}
