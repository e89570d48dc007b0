"""Makes a service's application: the common pages and the service's own, with one look and one set of guards."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from secrets import token_urlsafe
from typing import cast

from flask import Blueprint, Flask, Response, abort, flash, redirect, request, send_from_directory
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.sandbox_services.common import inbox, openid, pages
from app.sandbox_services.common.languages import language, t
from app.sandbox_services.common.policy import POLICY
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import EXTENSION, Site
from app.sandbox_services.common.visiting import current_visitor, told_time
from app.sandbox_services.common.words import message_words, reason_words

_BUILT = Path(__file__).resolve().parents[2] / "static" / "dist"
_SHEETS = ("services.css", "fonts.css")
_SCRIPTS = ("card_desk.js", "zxing_reader.wasm")


def make_app(site: Site) -> Flask:
    flask = Flask("app.sandbox_services", root_path=str(Path(__file__).parent), static_folder=None)
    flask.config.update(
        SECRET_KEY=site.book.once("cookie_key", token_urlsafe(32)),
        SESSION_COOKIE_NAME=f"service_{site.about.name}",  # cookies know no ports: each service has a name of its own
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=2_000_000,
    )
    flask.extensions[EXTENSION] = site
    csrf = CSRFProtect(flask)
    csrf.exempt(inbox.blueprint)
    inbox.listen(site)
    flask.register_blueprint(inbox.blueprint)
    flask.register_blueprint(pages.blueprint)
    openid.offer_sign_in(flask, site)
    flask.register_blueprint(_own_pages(site))
    flask.add_url_rule("/styles/<path:name>", "styles", _style)
    flask.add_url_rule("/scripts/<name>", "scripts", _script)
    flask.register_error_handler(Refused, _say)
    flask.register_error_handler(CSRFError, lambda _: _say(_OLD_PAGE))
    flask.after_request(_guard)
    flask.jinja_env.globals.update(t=t, language=language, visitor=current_visitor, site=site, csrf_field=_csrf_field)
    flask.jinja_env.filters.update(time=told_time, reason=reason_words, message=message_words, what=site.about.what)
    return flask


_OLD_PAGE = Refused("ページが古くなっていました。もう一度お試しください。", "The page had grown old. Please try again.")


def _own_pages(site: Site) -> Blueprint:
    module = import_module(f"app.sandbox_services.{site.about.name}.pages")
    return cast("Callable[[Site], Blueprint]", module.open_site)(site)


def _say(error: Refused) -> AnyResponse:
    """On the page that was left, where it is one of ours."""
    flash(t(*error.words), "error")
    came_from = request.referrer or ""
    is_ours = came_from.startswith(request.host_url)
    return redirect(came_from if is_ours else "/", 303)


def _style(name: str) -> Response:
    if name not in _SHEETS and not name.startswith("fonts/"):
        abort(404)
    return send_from_directory(_BUILT, name, max_age=3600)


def _script(name: str) -> Response:
    if name not in _SCRIPTS:
        abort(404)
    return send_from_directory(_BUILT, name, max_age=3600)


def _csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _guard(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
    return response
