"""Makes the Flask application: extensions, error pages, and every surface that exists."""

from __future__ import annotations

import pkgutil
from datetime import timedelta
from importlib import import_module

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import app.surfaces
from app import acting, errors, health, i18n, my_numbers, navigation, reference_rates, request_log, security, templating
from app.assets import register_assets
from app.wiring import EXTENSION, Platform
from chain.settings import Mode, plain

_LARGEST_UPLOAD = 8 * 1024 * 1024  # of people's lists more: app/surfaces/console/long_lists.py


def create_app(platform: Platform) -> Flask:
    flask = Flask("app", static_folder="static", template_folder="templates")
    flask.config.update(_config(platform))
    flask.extensions[EXTENSION] = platform
    flask.jinja_env.trim_blocks = flask.jinja_env.lstrip_blocks = True
    request_log.register(flask)
    security.register(flask)
    templating.register(flask)
    i18n.register(flask)
    navigation.register(flask)
    acting.register(flask)
    my_numbers.register(flask)
    reference_rates.register(flask)
    errors.register(flask)
    health.register(flask)
    register_assets(flask)
    for blueprint in surfaces():
        flask.register_blueprint(blueprint)
    if platform.settings.mode is Mode.PRODUCTION:
        flask.wsgi_app = ProxyFix(flask.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return flask


def surfaces() -> list[Blueprint]:
    """The `blueprint` of every package in app/surfaces, in alphabetical order."""
    names = sorted(found.name for found in pkgutil.iter_modules(app.surfaces.__path__))
    modules = [import_module(f"app.surfaces.{name}") for name in names]
    return [module.blueprint for module in modules if hasattr(module, "blueprint")]


def _config(platform: Platform) -> dict[str, object]:
    settings = platform.settings
    secure = settings.public_url.startswith("https://")
    return {
        "SECRET_KEY": plain(settings.secret_key),
        "MAX_CONTENT_LENGTH": _LARGEST_UPLOAD,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "SESSION_COOKIE_NAME": "__Host-musubi" if secure else "musubi_session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(hours=1),
        "WTF_CSRF_TIME_LIMIT": None,  # the token lives as long as the session
        "WTF_CSRF_SSL_STRICT": secure,
        "BABEL_DEFAULT_LOCALE": "ja",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Tokyo",
    }
