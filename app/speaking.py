"""Words for people where no page is asked for: mails and push messages, each in its reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from flask import Flask
from flask_babel import force_locale

from app.wiring import Platform


class Speaker:
    """Makes an application of its own to write with, when it first speaks."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    @contextmanager
    def _speaking(self, locale: str) -> Iterator[None]:
        with self._flask.test_request_context(base_url=self._home), force_locale(locale):
            yield

    @property
    def _home(self) -> str:
        return self._platform.settings.public_url.rstrip("/")

    @cached_property
    def _flask(self) -> Flask:
        from app.factory import create_app  # which reads every surface, also those that speak

        return create_app(self._platform)
