"""What becomes of campaigns, in an officer's words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.surfaces.console import blueprint
from points.models import DecisionKind, RunActKind
from points.queries.campaign_report import Fate, Outcome

RUN_ACTS: dict[str, LazyString] = {
    RunActKind.PAUSE: _l("一時停止"),
    RunActKind.RESUME: _l("再開"),
    RunActKind.CANCEL: _l("残りの取りやめ"),
}
_REPORT_ACTS: dict[str, LazyString] = {
    "write": _l("付与をつくった"),
    DecisionKind.ASK: _l("決裁を頼んだ"),
    DecisionKind.APPROVE: _l("決裁した"),
    DecisionKind.SEND_BACK: _l("差し戻した"),
    "start": _l("署名して始めた"),
    **RUN_ACTS,
}
_OUTCOMES = {
    Outcome.GRANTED: _l("付与済み"),
    Outcome.CLAIMED: _l("付与済み（利用開始）"),
    Outcome.PROMISED: _l("付与済み（まだ使われていない）"),
    Outcome.LAPSED: _l("使われないまま期限切れ"),
    Outcome.UNDER_WAY: _l("処理中"),
    Outcome.HELD: _l("一時停止中"),
    Outcome.WITHDRAWN: _l("取りやめ"),
    Outcome.FAILED: _l("付与できなかった"),
}
_FAILURES = {
    "SignatureExpired": _l("署名の期限が過ぎました。"),
    "HolderUnverified": _l("本人確認のすんでいない人がいました。"),
    "ProgramCapExceeded": _l("事業の上限を超えました。"),
    "PointsExpired": _l("使える期限が過ぎました。"),
    "GrantTooEarly": _l("事業がまだ始まっていませんでした。"),
    "OfficerUnauthorized": _l("署名した職員に、付与の権限がありませんでした。"),
    "MunicipalityIsPaused": _l("この自治体のポイントは止まっています。"),
    "GasCapExceeded": _l("1回の処理の上限を超えました。"),
}


@blueprint.app_template_filter("run_act")
def run_act(kind: str) -> str:
    return str(RUN_ACTS[RunActKind(kind)])


@blueprint.app_template_filter("report_act")
def report_act(kind: str) -> str:
    return str(_REPORT_ACTS[kind])


@blueprint.app_template_filter("grant_failure")
def grant_failure(name: str) -> str:
    known = _FAILURES.get(name)
    return str(known) if known else _("ブロックチェーンが受け付けませんでした（%(name)s）。", name=name)


@blueprint.app_template_filter("fate_words")
def fate_words(fate: Fate) -> tuple[str, str]:
    """What became of it, and why not when it failed."""
    return str(_OUTCOMES[fate.outcome]), grant_failure(fate.reason) if fate.reason else ""
