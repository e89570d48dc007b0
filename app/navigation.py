"""What stands in the header, by who looks. A link stands there only if the application answers at it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from flask import Flask, current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from app.wiring import current_platform


@dataclass(frozen=True, slots=True)
class NavigationItem:
    label: str
    href: str
    is_current: bool


def register(flask: Flask) -> None:
    flask.jinja_env.globals.update(navigation_items=navigation_items, viewer=viewer)
    flask.context_processor(lambda: {"demo": current_platform().settings.demo})


def viewer() -> Any:
    """The signed-in account, or None."""
    if find_spec("app.access") is None:
        return None
    return import_module("app.access").signed_in_account()


def navigation_items() -> list[NavigationItem]:
    everybody = [(_("まちと作品"), "/towns"), (_("コミュニティ"), "/communities")]
    member = [(_("マイコレクション"), "/collection"), (_("ポイント"), "/points")] if viewer() else []
    return [_item(label, href) for label, href in [*everybody, *member] if _is_answered(href)]


def _item(label: str, href: str) -> NavigationItem:
    return NavigationItem(label, href, request.path == href or request.path.startswith(href + "/"))


def _is_answered(href: str) -> bool:
    try:
        current_app.url_map.bind("").match(href, method="GET")
    except HTTPException:
        return False
    return True
