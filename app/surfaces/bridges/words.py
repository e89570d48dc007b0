"""States, reasons and problems in words."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import day, localized
from app.surfaces.bridges import blueprint
from app.surfaces.bridges.sentences import REFUSALS
from marketplace.queries.tickets.places import TicketPlace
from points.bridges.catalogue import event_type, message_type
from points.bridges.models import EventState, MessageState, ServiceActKind, ServiceMessage, ServiceState
from points.bridges.problem import Problem
from points.queries.history import RewardNote

# (words, kind of badge)
SERVICE_STATES = {
    ServiceState.TEST: (_l("テスト"), "information"),
    ServiceState.LIVE: (_l("本番"), "success"),
    ServiceState.STOPPED: (_l("停止中"), "error"),
}
EVENT_STATES = {
    EventState.REFUSED: (_l("お断り"), "error"),
    EventState.WAITING: (_l("処理待ち"), "information"),
    EventState.HANDED_ON: (_l("処理済み"), "success"),
    EventState.TESTED: (_l("テスト済み"), "success"),
    EventState.DEAD: (_l("要対応"), "warning"),
    EventState.DROPPED: (_l("取りやめ"), "neutral"),
}
MESSAGE_STATES = {
    MessageState.WAITING: (_l("送信待ち"), "information"),
    MessageState.SENT: (_l("届いた"), "success"),
    MessageState.GIVEN_UP: (_l("届かず"), "error"),
}
_UNSENT = {
    "address": _l("このアドレスは、インターネット上の公開されたサーバーではないため送りません。"),
    "no_answer": _l("サーバーに届かないか、20秒のうちに答えがありませんでした。証明書も確かめてください。"),
    "unreadable": _l("記録を開けませんでした。運営者に連絡してください。"),
    "removed": _l("送り先がなくなったため、送りませんでした。"),
}
ACTS = {
    ServiceActKind.INVITED: _l("招待した"),
    ServiceActKind.CHANGED: _l("登録内容を変えた"),
    ServiceActKind.WENT_LIVE: _l("本番にした"),
    ServiceActKind.BACK_TO_TEST: _l("テストに戻した"),
    ServiceActKind.STOPPED: _l("止めた"),
    ServiceActKind.NEW_SECRET: _l("シークレットを発行した"),
    ServiceActKind.EVENT_REPLAYED: _l("イベントを処理し直した"),
    ServiceActKind.EVENT_DROPPED: _l("イベントを取りやめた"),
    ServiceActKind.WEBHOOK_SET: _l("お知らせの送り先を決めた"),
    ServiceActKind.WEBHOOK_REMOVED: _l("お知らせの送り先をなくした"),
    ServiceActKind.MESSAGE_RESENT: _l("お知らせをもう一度送った"),
    ServiceActKind.SIGN_IN_SET: _l("ID連携の設定を変えた"),
    ServiceActKind.PERSON_ADDED: _l("担当者を加えた"),
    ServiceActKind.PERSON_REMOVED: _l("担当者を外した"),
    ServiceActKind.CLIENT_SECRET: _l("ID連携のシークレットを発行した"),
}
_DEAD = {
    "missing": _l("だれのイベントかが書かれていません（subject がありません）。"),
    "form": _l("subject が、sub、カードのQRコード、カード番号、会員番号のどれでもありません。"),
    "unknown_card": _l("この番号のカードはありません。"),
    "card_printed": _l("このカードは、まだだれにも渡されていません。"),
    "card_blocked": _l("このカードは、紛失などのため止められています。"),
    "unknown_member": _l("この会員番号の人が見つかりません。"),
    "unknown_subject": _l("この sub の人は、このサービスにいません。ほかのサービスで受け取った sub は使えません。"),
    "consent_withdrawn": _l(
        "本人が、このサービスへの同意を取り消しています。もう一度サインインしてもらうと、処理し直せます。"
    ),
    "test_mode": _l("サービスがテスト中のため、実在の人のイベントは処理しません。本番にしたあとで処理し直せます。"),
    "stopped": _l("処理する前に、サービスの連携が止められました。"),
    "unreadable": _l("記録を開けませんでした。運営者に連絡してください。"),
    "ticket_unknown": _l(
        "この名前のチケットを、本人が持っていないか、このサービスに知らせていません。返金したか、ゆずったチケットかもしれません。"
    ),
    "ticket_not_yours": _l(
        "このサービスには、このチケットの消込を任せていません。自治体の職員が「登録内容を変える」で任せると、処理し直せます。"
    ),
    "ticket_used": _l(
        "このチケットは、もう使われています。入口が2か所あるときは、もう一方で使われていないか確かめてください。"
    ),
    "ticket_few": _l("まだ使われていないチケットの枚数が、知らせた人数より少ないです。"),
    "ticket_early": _l("このチケットは、まだ使える時間になっていません。"),
    "ticket_over": _l(
        "便や催しが終わったあとに届いたため、消し込めませんでした。終わったチケットはもう使えないので、取りやめてかまいません。"
    ),
    "ticket_called_off": _l("この便や催しは中止になりました。チケットの代金は全額が戻ります。"),
    "ticket_unsigned": _l(
        "鍵を自分で持つ人のチケットは、本人が「マイチケット」で前もって署名した枚数だけ消し込めます。その署名がありません。"
    ),
}
_RULES = {
    "required": _l("この項目が必要です。"),
    "unknown": _l("この項目は受け取りません。取り除いてください。"),
    "my_number": _l("マイナンバーのような12けたの番号が入っています。"),
    "characters": _l("使えない文字が入っています。"),
    "json": _l("JSONとして読めません。"),
}


@blueprint.app_template_filter("service_state")
def service_state(state: str) -> tuple[str, str]:
    words, kind = SERVICE_STATES[ServiceState(state)]
    return str(words), kind


@blueprint.app_template_filter("arrival_state")
def event_state(state: str) -> tuple[str, str]:
    words, kind = EVENT_STATES[EventState(state)]
    return str(words), kind


@blueprint.app_template_filter("service_act")
def service_act(kind: str) -> str:
    return str(ACTS[ServiceActKind(kind)])


@blueprint.app_template_filter("event_type")
def event_type_words(name: str) -> str:
    kind = event_type(name)
    return localized(kind, "name") if kind else name


@blueprint.app_template_filter("reward_words")
def reward_words(note: RewardNote) -> str:
    """For what points came, as a person's history says it."""
    return event_and_rule(note.event_type, note.occurred_at, note.rule_number)


def event_and_rule(name: str, when: date | datetime, rule_number: int) -> str:
    event = event_type_words(name)
    return str(_("%(event)s（%(day)s）、ルール%(number)s", event=event, day=day(when), number=rule_number))


@blueprint.app_template_filter("arrival_reason")
def event_reason(reason: str) -> str:
    """Why an event was refused or put aside; empty where there is nothing to say."""
    refused = dict(REFUSALS)
    words = _DEAD.get(reason) or refused.get(reason)
    return str(words) if words is not None else reason


@blueprint.app_template_filter("problem_words")
def problem_words(problem: Problem) -> str:
    if problem.rule in _RULES:
        return str(_RULES[problem.rule])
    if problem.wanted:
        return str(_("決まりと違います（%(rule)s: %(wanted)s）。", rule=problem.rule, wanted=problem.wanted))
    return str(_("決まりと違います（%(rule)s）。", rule=problem.rule))


@blueprint.app_template_filter("leg_names")
def leg_names(place: TicketPlace) -> str:
    """The parts of tickets that are good there."""
    return str(_("、")).join(localized(leg, "name") for leg in place.legs)


@blueprint.app_template_filter("outgoing_state")
def outgoing_state(state: str) -> tuple[str, str]:
    words, kind = MESSAGE_STATES[MessageState(state)]
    return str(words), kind


@blueprint.app_template_filter("outgoing_type")
def outgoing_type(name: str) -> str:
    kind = message_type(name)
    return localized(kind, "name") if kind else name


@blueprint.app_template_filter("outgoing_result")
def outgoing_result(message: ServiceMessage) -> str:
    """What came of the last attempt; empty before the first."""
    if message.last_error:
        return str(_UNSENT[message.last_error])
    return f"HTTP {message.last_status}" if message.last_status else ""
