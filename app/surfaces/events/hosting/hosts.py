"""Who holds an event: the officers of its town and the stewards of its community."""

from __future__ import annotations

from app.access import current_account, signed_in_account
from app.surfaces.events import blueprint
from app.wiring import current_platform
from dao.errors import RoleRequired
from dao.queries.events.pages import EventView
from wallet import Role


def hosts(number: int) -> bool:
    """Whether the person who is signed in does. Raises: EventUnknown."""
    platform, account = current_platform(), current_account()
    event = platform.dao.events.pages.event(number, None).view.event
    is_officer = platform.wallet.has_role(account.address, Role.OFFICER, event.municipality)
    return is_officer or platform.dao.events.desks.is_steward(event.community, account.address)


def hosted(number: int) -> EventView:
    """The event, to somebody who holds it. Raises: EventUnknown, RoleRequired."""
    view = current_platform().dao.events.pages.event(number, None).view
    if not hosts(number):
        raise RoleRequired(view.event.community, current_account().address, "hold events")
    return view


@blueprint.app_template_global("is_steward_of")
def is_steward_of(slug: str) -> bool:
    account = signed_in_account()
    return account is not None and current_platform().dao.events.desks.is_steward(slug, account.address)
