"""Who comes to an event and who came, where visitors are from, and who helps at its door."""

from __future__ import annotations

from flask import flash, render_template, request
from flask_babel import gettext as _

from app.i18n import localized
from app.surfaces.dao.communities.pages import towns_of
from app.surfaces.events.hosting.desks import Desk
from app.surfaces.events.words import home_words
from app.wiring import current_platform
from chain.ids import Address, MunicipalityCode, parse_address
from dao.queries.events.pages import EventView


def guests_page(desk: Desk, view: EventView) -> str:
    """Points for coming are granted at a town's desk alone."""
    platform, number = current_platform(), view.event.id
    guests = platform.dao.events.desks.desk(number)
    chosen = platform.dao.events.desks.surveys([view.event.municipality], [view.event.community], view.event)
    programs = platform.dao.events.reward.programs(MunicipalityCode(desk.code)) if desk.code else []
    return render_template(
        "events/hosting/guests.html",
        desk=desk,
        guests=guests,
        view=view,
        event=view.event,
        names=platform.wallet.names([*(reply.account for reply in guests.replies), *guests.helpers]),
        survey=next((one for one in chosen if one.id == view.event.survey_id), None),
        homes=home_words(towns_of(view.community.towns)),
        programs=[(one.program, localized(one, "name")) for one in programs],
    )


def name_helper(number: int, town: MunicipalityCode) -> None:
    """Whom the form names. Raises: EventUnknown."""
    platform, given = current_platform(), request.form.get("helper", "").strip()
    helper = platform.wallet.find_many([given]).get(given) if given else None
    if helper is None:
        flash(_("会員番号かメールアドレスが見つかりませんでした。"), "error")
        return
    platform.dao.events.door.add_helper(number, town, helper)
    flash(_("入口を手伝う人を加えました。"), "success")


def withdraw_helper(number: int, town: MunicipalityCode) -> None:
    """Raises: EventUnknown, Invalid."""
    helper: Address = parse_address(request.form.get("helper", ""))
    current_platform().dao.events.door.remove_helper(number, town, helper)
    flash(_("入口を手伝う人から外しました。"), "success")
