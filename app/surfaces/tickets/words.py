"""Slots, refund rules and tickets in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.i18n import day, language, localized, moment, points, time_of_day, yen
from app.surfaces.tickets import blueprint
from app.wiring import current_platform
from chain.clock import JST, business_date, unix
from chain.contracts.ticket_inventory import NEVER_TRANSFERABLE
from marketplace.models import Kind
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.ports import PointsProgram
from marketplace.queries.tickets.services import SlotView

_HOUR, _DAY = 3_600, 86_400
_WEEKDAYS = {"ja": "M月d日(E)", "en": "EEE, d MMM"}


@dataclass(frozen=True, slots=True)
class DayOfSlots:
    day: date
    slots: list[SlotView]


def local(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone(JST)


@blueprint.app_template_filter("slot_day")
def slot_day(slot: SlotView) -> str:
    return str(format_date(local(slot.begins_at).date(), _WEEKDAYS[language()]))


@blueprint.app_template_filter("short_day")
def short_day(value: date) -> str:
    return str(format_date(value, _WEEKDAYS[language()]))


def slot_words(service: TicketService, slot: SlotView, slots: int = 1) -> str:
    """When it is, in full."""
    if service.kind == Kind.STAY:
        detail = service.typed_detail()
        nights, first = ngettext("%(num)s泊", "%(num)s泊", slots), day(local(slot.starts_at))
        return str(_("%(day)s %(time)sチェックイン（%(nights)s）", day=first, time=detail.check_in, nights=nights))
    if slot.starts_at == 0:
        return str(_("%(day)sまでのお好きな日", day=day(local(slot.ends_at - 1))))
    return moment(local(slot.starts_at))


def slot_label(service: TicketService, slot: SlotView) -> str:
    """Beside its day."""
    if service.kind == Kind.STAY:
        return str(_("1泊"))
    if slot.starts_at == 0:
        return str(_("%(day)sまで", day=day(local(slot.ends_at - 1))))
    return (
        str(_("%(time)s発", time=time_of_day(local(slot.starts_at))))
        if service.kind == Kind.TICKET
        else str(
            _("%(start)s〜%(end)s", start=time_of_day(local(slot.starts_at)), end=time_of_day(local(slot.ends_at)))
        )
    )


def by_day(slots: list[SlotView]) -> list[DayOfSlots]:
    found: dict[date, list[SlotView]] = {}
    for slot in slots:
        found.setdefault(business_date(local(slot.begins_at)), []).append(slot)
    return [DayOfSlots(one, found[one]) for one in sorted(found)]


def span_words(seconds: int) -> str:
    if seconds % _DAY == 0 and seconds:
        return str(ngettext("%(num)s日前", "%(num)s日前", seconds // _DAY))
    if seconds % _HOUR == 0 and seconds:
        return str(ngettext("%(num)s時間前", "%(num)s時間前", seconds // _HOUR))
    return str(ngettext("%(num)s分前", "%(num)s分前", seconds // 60))


def limit_words(seconds_before: int, *, is_open_ticket: bool) -> str:
    """Until when, counted back from the start; a ticket without a day has none, and counts from its last moment."""
    if is_open_ticket:
        if not seconds_before:
            return str(_("使える期限まで"))
        return str(_("使える期限の%(span)sまで", span=span_words(seconds_before)))
    return str(_("開始の%(span)sまで", span=span_words(seconds_before)) if seconds_before else _("開始まで"))


@blueprint.app_template_global("service_rows")
def service_rows(service: TicketService) -> list[tuple[str, str]]:
    """What it is, as (label, value); what was not written is left out."""
    detail = service.typed_detail()
    rows = [
        (_("場所"), _("オンライン") if detail.is_online else localized(detail, "place")),
        (_("集合場所"), localized(detail, "meeting")),
        (_("案内人"), localized(detail, "guide")),
        (_("案内の言語"), detail.languages),
        (_("所要時間"), str(_("%(minutes)s分", minutes=detail.minutes)) if detail.minutes else ""),
        (_("チェックイン"), detail.check_in),
        (_("チェックアウト"), detail.check_out),
    ]
    return [(label, value) for label, value in rows if value]


def refund_rules(fare: TicketFare, *, is_open_ticket: bool) -> list[str]:
    """A sentence a rule, and what is left after the last."""
    rules = fare.typed_refunds()
    if not rules:
        return [str(_("お客さまのご都合では返金できません。まちが取りやめたときは、全額が戻ります。"))]
    lines = []
    for rule in rules:
        limit = limit_words(rule.seconds_before, is_open_ticket=is_open_ticket)
        lines.append(str(_("%(limit)s: 料金の%(percent)s%%を返します", limit=limit, percent=rule.percent)))
    return [*lines, str(_("そのあと: 返金できません。まちが取りやめたときは、全額が戻ります。"))]


@blueprint.app_template_global("booking_rules")
def booking_rules(fares: Sequence[TicketFare], *, is_open_ticket: bool) -> list[str]:
    """Of what is booked together; where fares differ, each line says whose rule it is."""
    by_fare = [(fare, refund_rules(fare, is_open_ticket=is_open_ticket)) for fare in fares]
    if all(lines == by_fare[0][1] for _fare, lines in by_fare):
        return by_fare[0][1] if by_fare else []
    return [f"{localized(fare, 'name')}: {line}" for fare, lines in by_fare for line in lines]


def transfer_rule(fare: TicketFare, *, is_open_ticket: bool) -> str:
    if fare.transfer_cut_off == NEVER_TRANSFERABLE:
        return str(_("ほかの人にはゆずれません。"))
    limit = limit_words(fare.transfer_cut_off, is_open_ticket=is_open_ticket)
    return str(_("%(limit)s、ほかの人にゆずれます。", limit=limit))


def hand_on_rules(fare: TicketFare, *, is_open_ticket: bool) -> list[str]:
    """What comes back until when, and until when it may be given to somebody else."""
    return [*refund_rules(fare, is_open_ticket=is_open_ticket), transfer_rule(fare, is_open_ticket=is_open_ticket)]


def seats_left(service: TicketService, slot: SlotView, now: datetime) -> tuple[str, str]:
    """(words, kind of badge) of a slot on the page of its service."""
    if slot.is_cancelled:
        return str(_("取りやめ")), "neutral"
    if unix(now) >= slot.begins_at:
        return str(_("受付終了")), "neutral"
    if slot.is_held:
        return str(_("ほかの方が手続き中")), "warning"
    if slot.left == 0:
        return str(_("満室") if service.kind == Kind.STAY else _("満席")), "warning"
    if slot.left <= 5:
        return str(_("残り%(left)s", left=slot.left)), "warning"
    return str(_("空きあり")), "success"


def amount_words(amount: int, program_id: int) -> str:
    """In points of the program, or in yen where there is none."""
    program = program_of(program_id)
    return f"{points(amount)}（{localized(program, 'name')}）" if program else yen(amount)


def program_of(program_id: int) -> PointsProgram | None:
    """Whose points pay; None: yen do."""
    return current_platform().marketplace.for_points.pages.program(program_id) if program_id else None
