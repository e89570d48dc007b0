"""What the books say, in an officer's words."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import language
from app.papers.words import account_kind, percent
from app.surfaces.console import blueprint
from points.models import BatchState, MovementKind, ReturnReason
from points.models.banking_days import MONTH_END
from points.models.reconciliation import Check
from points.queries.payouts import Obstacle

MOVEMENTS = {
    MovementKind.GRANT: _l("付与"),
    MovementKind.CLAIM: _l("一斉付与の受け取り"),
    MovementKind.PAYMENT: _l("支払い"),
    MovementKind.REFUND: _l("返還"),
    MovementKind.SETTLEMENT: _l("精算"),
    MovementKind.EXPIRY: _l("失効"),
    MovementKind.GIFT: _l("贈与"),
}
CHECKS = {
    Check.SUPPLY: (_l("ロットの残高"), _l("発行されて、まだ精算も失効もしていないポイント")),
    Check.TAKINGS: (_l("お店の未精算"), _l("お店が受け取って、まだ精算していないポイント")),
    Check.SETTLEMENT: (_l("精算"), _l("締めた金額と、ブロックチェーンで消えたポイント")),
    Check.COUPONS: (_l("クーポン"), _l("精算するクーポンの値引きと、使われた記録の合計")),
    Check.PAYOUT: (_l("振込"), _l("精算の差引額と、振り込んだ金額")),
    Check.BATCH: (_l("振込データ"), _l("総合振込ファイルの合計と、明細の合計")),
}

BATCH_STATES = {
    BatchState.MADE: (_l("作成済み"), "warning"),
    BatchState.SENT: (_l("銀行へ送信済み"), "information"),
    BatchState.DONE: (_l("振込完了"), "success"),
    BatchState.CANCELLED: (_l("取りやめ"), "neutral"),
}
RETURN_REASONS = {
    ReturnReason.NO_ACCOUNT: _l("該当する口座がない"),
    ReturnReason.NAME_MISMATCH: _l("受取人の名前が違う"),
    ReturnReason.CLOSED: _l("口座が解約されている"),
    ReturnReason.RECALLED: _l("組戻し（こちらから取り消した）"),
    ReturnReason.CANCELLED: _l("振込データの取りやめ"),
}
# What it is, and what to do.
OBSTACLES = {
    Obstacle.NO_ACCOUNT: (_l("口座の登録がありません"), _l("お店に振込先の口座を登録してもらってください。")),
    Obstacle.NOT_CHECKED: (
        _l("口座が未確認です"),
        _l("お店のまちの職員が、加盟店の画面で口座を確かめると、次の振込データに入ります。"),
    ),
    Obstacle.NOT_CORRECTED: (
        _l("振込が戻った口座のままです"),
        _l("お店に口座を直してもらってください。直ると次の振込データに入ります。"),
    ),
    Obstacle.HELD: (_l("支払いを保留しています"), _l("保留をやめると、次の振込データに入ります。")),
    Obstacle.TOO_LARGE: (
        _l("1件で振り込める金額を超えています"),
        _l("総合振込では100億円以上を送れません。窓口で振り込んでください。"),
    ),
}


@blueprint.app_template_filter("batch_state")
def batch_state(state: BatchState) -> tuple[str, str]:
    words, kind = BATCH_STATES[state]
    return str(words), kind


@blueprint.app_template_filter("return_reason")
def return_reason(reason: ReturnReason) -> str:
    return str(RETURN_REASONS[reason])


@blueprint.app_template_filter("obstacle")
def obstacle(found: Obstacle) -> tuple[str, str]:
    words, more = OBSTACLES[found]
    return str(words), str(more)


@blueprint.app_template_filter("movement")
def movement(kind: MovementKind) -> str:
    return str(MOVEMENTS[kind])


@blueprint.app_template_filter("check_words")
def check_words(check: Check) -> tuple[str, str]:
    name, more = CHECKS[check]
    return str(name), str(more)


@blueprint.app_template_filter("closing_days")
def closing_days(days: tuple[int, ...]) -> str:
    words = [str(_("月末") if day == MONTH_END else _("%(day)s日", day=day)) for day in days]
    return str(_("、")).join(words)


@blueprint.app_template_filter("month")
def month(day: date) -> str:
    """2026年11月, November 2026."""
    return str(format_date(day, "y年M月" if language() == "ja" else "MMMM y"))


blueprint.add_app_template_filter(account_kind)
blueprint.add_app_template_filter(percent)
