"""Signatures of an officer in words: what each one does, and how far it has come."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import day, localized, number, place, yen
from app.surfaces.console import blueprint
from app.surfaces.marketplace.words import kind_words
from app.surfaces.tickets.sentences import OTHER_FAILURE
from app.surfaces.tickets.words import local, refund_rules, short_day, slot_words, transfer_rule
from marketplace.models.tickets.services import TicketAct, TicketFare, TicketService
from marketplace.queries.tickets.desk import ActLine, ServiceDesk, Stage

Rows = list[tuple[str, str]]

ACTS = {
    TicketAct.OPEN_SERVICE: _l("サービスの登録"),
    TicketAct.OPEN_SLOTS: _l("日時と定員の登録"),
    TicketAct.OPEN_FARE: _l("料金の登録"),
    TicketAct.CLOSE_FARE: _l("料金の受け付けを止める"),
    TicketAct.REOPEN_FARE: _l("料金の受け付けを再開する"),
    TicketAct.CANCEL_SLOT: _l("日時の取りやめ"),
}
_STAGES = {
    Stage.TO_SIGN: (_l("署名がまだです"), "warning"),
    Stage.UNDER_WAY: (_l("登録しています"), "information"),
    Stage.DONE: (_l("登録しました"), "success"),
    Stage.REFUSED: (_l("できませんでした"), "error"),
}
_CONSEQUENCES = {
    TicketAct.OPEN_SERVICE: _l("サービスがチェーンに登録されます。日時と料金も登録されると、予約を受け付けます。"),
    TicketAct.OPEN_SLOTS: _l("この日時で予約を受け付けます。日時はあとから変えられません。定員は変えられます。"),
    TicketAct.OPEN_FARE: _l(
        "値段、返金の決まり、お金の行き先は、あとから変えられません。変えるときは、新しい料金を足します。"
    ),
    TicketAct.CLOSE_FARE: _l("この料金では予約できなくなります。すでに売れたチケットはそのまま使えます。"),
    TicketAct.REOPEN_FARE: _l("この料金で、また予約できるようになります。"),
    TicketAct.CANCEL_SLOT: _l("この日時のチケットは使えなくなり、持っている人に全額が戻ります。元に戻せません。"),
}
_FAILURES = {
    "ServiceExists": _l("すでに登録されていました。"),
    "FareExists": _l("すでに登録されていました。"),
    "ServiceUnknown": _l("先に、サービスの登録に署名してください。"),
    "SlotCapacityBelowSold": _l("すでに売れた数より少ない定員にはできません。"),
    "SlotIsCancelled": _l("この日時は取りやめになっています。"),
    "SlotIsOver": _l("この日時はもう始まっています。"),
    "SlotPaidOut": _l("この日時の売り上げは、もうお店に届いています。"),
    "SlotTermsFixed": _l("この日時はすでに決まっています。定員だけを変えられます。"),
    "SignatureExpired": _l("署名の有効時間を過ぎていました。もう一度署名してください。"),
    "OfficerUnauthorized": _l("署名した人に、このまちのものを売り出す権限がありません。"),
    "MunicipalityIsPaused": _l("まちの取り扱いが一時的に止まっています。"),
}


@blueprint.app_template_filter("act_stage")
def act_stage(stage: Stage) -> tuple[str, str]:
    words, kind = _STAGES[stage]
    return str(words), kind


@blueprint.app_template_filter("day_before")
def day_before(ends_at: datetime) -> str:
    """The day that an end at midnight belongs to."""
    return day(ends_at - timedelta(seconds=1))


@blueprint.app_template_global("act_words")
def act_words(desk: ServiceDesk, line: ActLine) -> str:
    """What it is about, in a line."""
    if line.fare is not None:
        return f"{localized(line.fare, 'name')} {yen(line.fare.price)}"
    if line.slots:
        first, last = (
            short_day(local(one.starts_at or one.ends_at - 1).date()) for one in (line.slots[0], line.slots[-1])
        )
        words = _("%(count)s件", count=number(len(line.slots)))
        return f"{first} – {last} · {words}" if first != last else f"{first} · {words}"
    slot = desk.view.slot(line.act.about) if line.act.act == TicketAct.CANCEL_SLOT else None
    return slot_words(desk.service, slot) if slot else ""


def act_failure(error_name: str) -> str:
    return str(_FAILURES.get(error_name, OTHER_FAILURE))


def title_of(line: ActLine) -> str:
    return str(ACTS[TicketAct(line.act.act)])


def consequence_of(line: ActLine) -> str:
    return str(_CONSEQUENCES[TicketAct(line.act.act)])


def rows_of(desk: ServiceDesk, line: ActLine) -> Rows:
    """What the officer reads before signing."""
    rows = [(_("チケット"), localized(desk.service, "name")), (_("まち"), place(desk.service.town))]
    kind = TicketAct(line.act.act)
    if kind is TicketAct.OPEN_SERVICE:
        return [*rows, (_("種類"), kind_words(desk.service.kind))]
    if line.slots:
        return [*rows, *_slot_rows(desk.service, line)]
    if line.fare is not None:
        rows.append((_("料金"), f"{localized(line.fare, 'name')} {yen(line.fare.price)}"))
        return [*rows, *_fare_rows(desk, line.fare)] if kind is TicketAct.OPEN_FARE else rows
    slot = desk.view.slot(line.act.about)
    if slot is not None:
        rows += [(_("日時"), slot_words(desk.service, slot)), (_("売れている数"), number(slot.sold))]
    return rows


def _slot_rows(service: TicketService, line: ActLine) -> Rows:
    capacities = sorted({slot.capacity for slot in line.slots})
    percents = sorted({slot.price_basis_points for slot in line.slots})
    days = [short_day(local(one.starts_at or one.ends_at - 1).date()) for one in (line.slots[0], line.slots[-1])]
    return [
        (_("日時"), " – ".join(dict.fromkeys(days))),
        (_("登録する数"), number(len(line.slots))),
        (_("定員"), "・".join(number(one) for one in capacities)),
        (_("値段の割合"), "・".join(f"{one / 100:g}%" for one in percents)),
    ]


def _fare_rows(desk: ServiceDesk, fare: TicketFare) -> Rows:
    begins = [slot.starts_at for slot in desk.view.slots]
    begins += [slot.starts_at for line in desk.lines for slot in line.slots]  # not on chain yet
    is_open_ticket = 0 in begins
    shares = "、".join(f"{localized(share, 'label')} {share.percent}%" for share in fare.typed_shares())
    return [
        (_("使うところ"), "、".join(localized(leg, "name") for leg in fare.typed_legs())),
        (_("返金の決まり"), " ".join(refund_rules(fare, is_open_ticket=is_open_ticket))),
        (_("ゆずること"), transfer_rule(fare, is_open_ticket=is_open_ticket)),
        (_("お金の行き先"), shares),
    ]
