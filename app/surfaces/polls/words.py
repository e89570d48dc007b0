"""States, modes and answers of polls in the reader's words."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import localized
from app.surfaces.polls import blueprint
from dao.models.polls import House, Mode, Rules
from dao.queries.polls.pages import PollState, ranking_of

_MOST_PAIRS = 12
# State: (words, kind of badge)
STATES = {
    PollState.SCHEDULED: (_l("まもなく受付"), "neutral"),
    PollState.OPEN: (_l("受付中"), "information"),
    PollState.SEALED: (_l("鍵を待っています"), "warning"),
    PollState.VOID: (_l("無効"), "neutral"),
    PollState.COUNTING: (_l("締切・開票を待っています"), "warning"),
    PollState.COUNTED: (_l("開票済み"), "success"),
    PollState.ANNOUNCED: (_l("結果確定"), "success"),
}
# Mode: (name, how it is answered, how it is counted)
MODES = {
    Mode.SINGLE: (_l("1つ選ぶ"), _l("いちばんよいものを1つ選んでください。"), _l("票の多い順です。")),
    Mode.APPROVAL: (
        _l("よいと思うものをいくつでも"),
        _l("よいと思うものをすべて選んでください。"),
        _l("選ばれた票の多い順です。"),
    ),
    Mode.SCORE: (_l("点数をつける"), _l("それぞれに0から10の点数をつけてください。"), _l("点数の合計の高い順です。")),
    Mode.RANKED: (
        _l("順位をつける"),
        _l("よいと思う順に番号をつけてください。つけないものがあってもかまいません。"),
        _l("いちばん票の少ないものを外し、その票を次の順位に移すことをくり返します（移譲式）。"),
    ),
    Mode.PAIRWISE: (
        _l("2つずつ見比べる"),
        _l("2つのうち、よいと思うほうを選んでください。決められない組は空けておけます。"),
        _l("1対1で勝った相手の多い順です。"),
    ),
    Mode.QUADRATIC: (
        _l("持ち点を配る（二乗）"),
        _l("カード1枚につき100点を配ります。1票は1点、2票は4点、3票は9点です。反対の票は－をつけます。"),
        _l("票の合計の多い順です。"),
    ),
}
# House: (name, what it means)
HOUSES = {
    House.CARDS: (_l("カード1枚1票"), _l("始まったときに持っていたカードの枚数が票になります。")),
    House.PERSONS: (
        _l("1人1票"),
        _l("窓口で本人確認を終えた人が、1人1票を投じます。紙カードの人も窓口で投票できます。"),
    ),
    House.BOTH: (_l("両方の多数"), _l("カードの票と人の票を別々に数え、両方で同じものが選ばれたときだけ決まります。")),
    House.HOLDERS: (
        _l("持つ人1人1票"),
        _l("始まったときにカードかコミュニティのトークンを1つでも持っていた人が、いくつ持っていても1票を投じます。"),
    ),
}
FINDINGS = {
    "poll_is_not_its_rules": _l("アンケートの番号が、決まりごとから計算したものと違います。"),
    "result_differs": _l("数え直した結果が、公表された結果と違います。"),
    "secret_differs": _l("公表された鍵が、アンケートの封の鍵と違います。"),
    "root_differs": _l("投票全体の指紋が、公表されたものと違います。"),
    "voted_twice": _l("同じ人の投票が2つあります。"),
    "person_twice": _l("同じ人が2つのアカウントで投票しています。"),
    "person_unknown": _l("本人確認を終えた人の名簿にない人が、1人として数えられています。"),
    "officer_without_person": _l("本人確認を終えていない人の票に、職員が署名しています。"),
    "signature_invalid": _l("署名が投票した人のものではありません。"),
    "signature_refused": _l("投票した人のコントラクトのウォレットが、この署名を認めません。"),
    "answer_invalid": _l("決まりに合わない回答です。"),
}


def answer_words(rules: Rules, answer: Sequence[int | str]) -> str:
    given = [int(option) for option in answer]
    titles = [localized(option, "title") for option in rules.options]
    if not given:
        return str(_("棄権（どれも選ばない）"))
    if rules.mode in (Mode.SCORE, Mode.QUADRATIC):
        return "、".join(f"{title} {points}" for title, points in zip(titles, given, strict=True))
    if rules.mode is Mode.PAIRWISE:
        pairs = zip(given[::2], given[1::2], strict=True)
        return "、".join(f"{titles[better]} ＞ {titles[other]}" for better, other in pairs)
    if rules.mode is Mode.RANKED:
        return " → ".join(titles[option] for option in given)
    return "、".join(titles[option] for option in given)


def pairs_for(rules: Rules, reader: str) -> list[tuple[int, int]]:
    """Which two options a reader sees side by side: all, or some that differ from reader to reader."""
    everything = list(itertools.combinations(range(len(rules.options)), 2))
    return sorted(everything, key=lambda pair: hashlib.sha256(f"{reader}{rules.salt}{pair}".encode()).digest())[
        :_MOST_PAIRS
    ]


@blueprint.app_template_filter("poll_state_words")
def poll_state_words(state: PollState) -> str:
    return str(STATES[state][0])


@blueprint.app_template_filter("poll_state_kind")
def poll_state_kind(state: PollState) -> str:
    return STATES[state][1]


@blueprint.app_template_filter("poll_mode_words")
def poll_mode_words(mode: Mode, part: int = 0) -> str:
    return str(MODES[mode][part])


@blueprint.app_template_filter("poll_ranking")
def poll_ranking(result: Mapping[str, Any]) -> Sequence[int]:
    return ranking_of(result)


@blueprint.app_template_filter("finding_words")
def finding_words(name: str) -> str:
    return str(FINDINGS[name])
