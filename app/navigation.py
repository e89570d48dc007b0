"""What stands in the header, by who looks. A link stands there only if the application answers at it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.viewer import roles_of_viewer, viewer
from app.wiring import current_platform
from wallet import Role

_Link = tuple[str, str]
_ANSWERED = "musubi-navigation"


@dataclass(frozen=True, slots=True)
class NavigationItem:
    label: str
    href: str
    is_current: bool


def register(flask: Flask) -> None:
    flask.jinja_env.globals.update(navigation_items=navigation_items, viewer=viewer)
    flask.context_processor(lambda: {"demo": current_platform().settings.demo})


def navigation_items() -> list[NavigationItem]:
    return [_item(label, href) for label, href in _links() if _is_answered(href)]


def _links() -> list[_Link]:
    links = [
        (_("さがす"), "/items"),
        (_("まち一覧"), "/towns"),
        (_("コミュニティ"), "/communities"),
        (_("使えるお店"), "/shops"),
        (_("記名"), "/auctions"),
        (_("寄附"), "/projects"),
        (_("抽選"), "/draws"),
    ]
    if viewer() is None:
        return links
    links += [(_("ポイント"), "/points"), (_("マイコレクション"), "/collection"), (_("注文"), "/orders")]
    return links + [link for role, scope in roles_of_viewer() for link in _of_role(role, scope)]


def _of_role(role: Role, scope: str) -> list[_Link]:
    if role is Role.MERCHANT_STAFF:
        return [(_("加盟店端末"), f"/terminal/{scope}")]
    if role is Role.OFFICER:
        return [(_("職員画面"), f"/console/{scope}")]
    if role is Role.VENDOR:
        return [(_("連携サービス"), f"/services/{scope}")]
    return []


def _item(label: str, href: str) -> NavigationItem:
    return NavigationItem(label, href, request.path == href or request.path.startswith(href + "/"))


def _is_answered(href: str) -> bool:
    """Looked up once, as addresses do not change while the application runs."""
    known = current_app.extensions.setdefault(_ANSWERED, {})
    if href not in known:
        known[href] = _answers(href)
    return bool(known[href])


def _answers(href: str) -> bool:
    try:
        current_app.url_map.bind(request.host).match(href, method="GET")
    except RequestRedirect:  # to the same address with a slash
        return True
    except HTTPException:
        return False
    return True
