"""Reward rules in plain words: a rule read back, states, reasons, and the fields of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import day, localized, number, points
from app.surfaces.identity.words import age_band_words
from app.surfaces.points.coupon_words import WEEKDAYS, time_words
from app.surfaces.reward_rules import blueprint
from points.bridges.catalogue import event_type
from points.bridges.rules.deciding import Reason
from points.bridges.rules.models import RuleActKind, RuleState
from points.bridges.rules.queries.conflicts import ConflictKind, RuleConflict
from points.bridges.rules.terms import ONCE_A_DAY, ONCE_EVER, AmountKind, Residence, Terms
from points.models import DecisionStage
from wallet.oidc.attributes import AgeBand

STATES = {
    RuleState.DRAFT: (_l("下書き"), "neutral"),
    RuleState.UPCOMING: (_l("開始前"), "information"),
    RuleState.RUNNING: (_l("実施中"), "success"),
    RuleState.SPENT: (_l("予算切れ"), "warning"),
    RuleState.PAUSED: (_l("一時停止中"), "warning"),
    RuleState.OVER: (_l("期間終了"), "neutral"),
    RuleState.ENDED: (_l("終了"), "neutral"),
}
STAGES = {
    DecisionStage.REFUSED: (_l("付かない"), "neutral"),
    DecisionStage.PROMISED: (_l("付与待ち"), "information"),
    DecisionStage.SENT: (_l("手続き中"), "information"),
    DecisionStage.GIVEN: (_l("付与済み"), "success"),
    DecisionStage.FAILED: (_l("届いていません"), "error"),
}
ACTS = {
    RuleActKind.WRITTEN: _l("特典ルールを書いた"),
    RuleActKind.CHANGED: _l("特典ルールを変えた"),
    RuleActKind.LAUNCHED: _l("特典ルールを始めた"),
    RuleActKind.PAUSED: _l("特典ルールを一時停止した"),
    RuleActKind.RESUMED: _l("特典ルールを再開した"),
    RuleActKind.ENDED: _l("特典ルールを終えた"),
    RuleActKind.RESENT: _l("届かなかった特典を送り直した"),
}
RESIDENCES = {
    Residence.ANYBODY: _l("だれでも"),
    Residence.VERIFIED: _l("本人確認を終えた人"),
    Residence.RESIDENT: _l("このまちに住む人"),
    Residence.OUTSIDE_TOWN: _l("このまちの外に住む人"),
    Residence.OUTSIDE_AREA: _l("ポイントが使える地域の外に住む人"),
}
REASONS = {
    Reason.PAUSED: _l("一時停止中"),
    Reason.ENDED: _l("ルールが終了"),
    Reason.BEFORE_LAUNCH: _l("ルールが始まる前"),
    Reason.PERIOD: _l("ルールの期間外"),
    Reason.UNKNOWN_ACCOUNT: _l("アカウントがない、または退会の手続き中"),
    Reason.CARD_BLOCKED: _l("カードが停止中"),
    Reason.NOT_VERIFIED: _l("本人確認がまだ"),
    Reason.RESIDENCE: _l("条件：住んでいる所"),
    Reason.AGE: _l("条件：年代"),
    Reason.CARD: _l("条件：カードを持つ人"),
    Reason.WEEKDAY: _l("条件：曜日"),
    Reason.HOURS: _l("条件：時間帯"),
    Reason.LEAST: _l("条件：数が足りない"),
    Reason.CHOICE: _l("条件：種類"),
    Reason.FLAG: _l("条件：のぞくものに当たる"),
    Reason.NO_PAIR: _l("入室の記録を待っている"),
    Reason.NOTHING: _l("1ポイントに満たない"),
    Reason.FIRST_TIME: _l("はじめてではない"),
    Reason.ONCE: _l("すでに付けた"),
    Reason.STREAK: _l("続けた日数が足りない"),
    Reason.CAP_DAY: _l("1日の上限"),
    Reason.CAP_MONTH: _l("1か月の上限"),
    Reason.CAP_ALL: _l("期間の上限"),
    Reason.BUDGET: _l("予算切れ"),
    Reason.PROGRAM_OVER: _l("ポイント事業の期間外"),
}
FIELDS = {
    "minutes": _l("時間（分）"),
    "distance_meters": _l("距離（m）"),
    "riders": _l("同乗した人数"),
    "steps": _l("歩数"),
    "amount_yen": _l("金額（円）"),
    "people": _l("人数"),
    "books": _l("冊数"),
    "role": _l("役割"),
    "kind": _l("施設の種類"),
    "category": _l("内容の種類"),
    "is_forced": _l("システムが閉じた退室"),
    "facility": _l("施設"),
    "visit": _l("来館"),
    "trip": _l("乗り合い"),
    "route": _l("航路"),
    "sailing": _l("便"),
    "donation": _l("寄附"),
    "day": _l("日"),
    "report": _l("レポート"),
    "circular": _l("回覧"),
    "ride": _l("乗車"),
    "loan": _l("貸し出し"),
    "purchase": _l("買い物"),
    "shelter": _l("避難所"),
}
OPTIONS = {
    "driver": _l("運転した人"),
    "rider": _l("乗せてもらった人"),
    "hot_spring": _l("温泉"),
    "museum": _l("美術館・博物館"),
    "community_centre": _l("集会所"),
    "sports": _l("運動施設"),
    "other": _l("そのほか"),
    "road": _l("道路"),
    "light": _l("街灯"),
    "park": _l("公園"),
    "waste": _l("ごみ"),
    "animal": _l("動物"),
}


def field_words(name: str) -> str:
    return str(FIELDS.get(name, name))


def option_words(name: str) -> str:
    return str(OPTIONS.get(name, name))


@blueprint.app_template_filter("rule_state")
def rule_state_words(state: str) -> tuple[str, str]:
    words, kind = STATES[RuleState(state)]
    return str(words), kind


@blueprint.app_template_filter("reward_stage")
def reward_stage(stage: str) -> tuple[str, str]:
    words, kind = STAGES[DecisionStage(stage)]
    return str(words), kind


@blueprint.app_template_filter("reward_reason")
def reward_reason(reason: str) -> str:
    """Why there are no points, or not more; empty where there is nothing to say."""
    return str(REASONS[Reason(reason)]) if reason else ""


@blueprint.app_template_filter("rule_act")
def rule_act(kind: str) -> str:
    return str(ACTS[RuleActKind(kind)])


@blueprint.app_template_filter("amount_words")
def amount_words(terms: Terms) -> str:
    amount = terms.amount
    if amount.kind is AmountKind.FIXED:
        return str(_("1回につき%(points)s", points=points(amount.points)))
    if amount.kind is AmountKind.PERCENT:
        return str(_("金額の%(percent)s%%（1ポイント未満は切り捨て）", percent=amount.points))
    unit, name = number(amount.unit), field_words(amount.field)
    return str(
        _("%(field)s%(unit)sごとに%(points)s（端数は切り捨て）", field=name, unit=unit, points=points(amount.points))
    )


@blueprint.app_template_filter("terms_words")
def terms_words(terms: Terms) -> list[tuple[str, str]]:
    """The conditions and caps, line by line: heading and words."""
    return [*_of_people(terms), *_of_times(terms), *_of_event(terms), *_of_repeats(terms), *_of_caps(terms)]


def rule_sentence(kind: str, terms: Terms) -> str:
    """The rule read back in one sentence."""
    name = event_type(kind)
    what = localized(name, "name") if name else kind
    return str(_("「%(event)s」というイベントに、%(amount)sを付けます。", event=what, amount=amount_words(terms)))


@blueprint.app_template_filter("conflict_words")
def conflict_words(conflict: RuleConflict) -> str:
    if conflict.kind is ConflictKind.ADDS_UP and conflict.other is not None:
        return _adding_up(localized(conflict.other, "name"), conflict.other.number, conflict.together)
    if conflict.kind is ConflictKind.PROGRAM_ENDS and conflict.day is not None:
        return str(
            _("ポイント事業が、ルールより先の%(day)sに終わります。そのあとは付きません。", day=day(conflict.day))
        )
    if conflict.kind is ConflictKind.PROGRAM_SMALL:
        return str(_("ポイント事業の残りは%(points)sで、ルールの予算より少ないです。", points=points(conflict.amount)))
    if conflict.kind is ConflictKind.VERIFIED_ONLY:
        return str(_("このポイント事業は、本人確認を終えた人だけのものです。ほかの人には付きません。"))
    return str(_("このイベントを送る本番のサービスが、まだありません。"))


def _adding_up(name: str, which: int, together: int) -> str:
    if together:
        words = _l(
            "ルール%(number)s「%(name)s」と重なります。両方に当てはまるイベントには、合わせて%(points)sが付きます。"
        )
        return str(words) % {"number": which, "name": name, "points": points(together)}
    words = _l("ルール%(number)s「%(name)s」と重なります。両方に当てはまるイベントには、両方のポイントが付きます。")
    return str(words) % {"number": which, "name": name}


def once_options(marks: list[str]) -> list[tuple[str, str]]:
    named = [(mark, str(_("1つの%(what)sに1回", what=field_words(mark)))) for mark in marks]
    return [("", str(_("何回でも"))), *named, (ONCE_A_DAY, str(_("1日に1回"))), (ONCE_EVER, str(_("1人に1回だけ")))]


def _of_people(terms: Terms) -> Iterator[tuple[str, str]]:
    yield str(_("対象")), str(RESIDENCES[terms.residence])
    if terms.age_bands:
        yield str(_("年代")), _list([age_band_words(AgeBand(band)) for band in terms.age_bands])
    if terms.needs_card:
        yield str(_("カード")), str(_("このまちのアンバサダーカードかデジタル住民票を持つ人"))


def _of_times(terms: Terms) -> Iterator[tuple[str, str]]:
    if terms.weekdays:
        yield str(_("曜日")), _list([str(WEEKDAYS[weekday]) for weekday in terms.weekdays])
    if terms.hours:
        first, last = time_words(terms.hours[0]), time_words(terms.hours[1])
        yield str(_("時間帯")), str(_("%(first)s から %(last)s まで", first=first, last=last))


def _of_event(terms: Terms) -> Iterator[tuple[str, str]]:
    for name, least in terms.least.items():
        yield field_words(name), str(_("%(number)s以上", number=number(least)))
    for name, wanted in terms.choices.items():
        if wanted:
            yield field_words(name), _list([option_words(one) for one in wanted])
    for name, is_wanted in terms.flags.items():
        yield field_words(name), str(_("それだけ") if is_wanted else _("のぞく"))


def _of_repeats(terms: Terms) -> Iterator[tuple[str, str]]:
    if terms.once_per:
        words = dict(once_options([terms.once_per]))
        yield str(_("くり返し")), words[terms.once_per]
    if terms.is_first_time:
        yield str(_("くり返し")), str(_("はじめての人だけ"))
    if terms.streak_days:
        yield str(_("続けた日数")), str(_("%(days)s日続くごとに1回", days=terms.streak_days))


def _of_caps(terms: Terms) -> Iterator[tuple[str, str]]:
    caps: Mapping[str, Any] = {
        str(_("1人1日の上限")): terms.cap_day,
        str(_("1人1か月の上限")): terms.cap_month,
        str(_("1人の上限（期間を通して）")): terms.cap_all,
    }
    for name, cap in caps.items():
        if cap is not None:
            yield name, points(cap)
    if terms.pools_family:
        yield str(_("家族")), str(_("家族で1人分の上限を分け合う"))


def _list(words: list[str]) -> str:
    return str(_("、")).join(words)
