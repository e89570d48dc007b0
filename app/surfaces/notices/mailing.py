"""A notice as a mail, in its reader's language. The job that sends them runs where no page is asked for, so this makes
an application of its own to write with."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlsplit

from flask import Flask, render_template
from flask_babel import force_locale

from app.surfaces.notices.unsubscribing import unsubscribe_link
from app.surfaces.notices.words import link_of, words_of
from app.wiring import Platform
from points.ports import Contact
from points.queries.notices import NoticeView


class NoticeMail:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def send_due(self) -> int:
        return self._platform.points.notices.deliver.deliver(self.send)

    def send(self, notice: NoticeView, contact: Contact) -> None:
        """Raises: SignInRefused (mail_unavailable)."""
        public_url = self._platform.settings.public_url.rstrip("/")
        with self._flask.test_request_context(base_url=public_url), force_locale(contact.locale):
            words, (path, label) = words_of(notice), link_of(notice)
            way_out = unsubscribe_link(notice.account, notice.kind)
            body = render_template(
                "notices/mail.txt", words=words, link=public_url + path, label=label, way_out=way_out, home=public_url
            )
        headers = {
            "Message-ID": f"<notice-{notice.id}@{urlsplit(public_url).hostname}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{way_out}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        self._platform.wallet.mailer.send(contact.email, " ".join(words.title.split()), body, headers)

    @cached_property
    def _flask(self) -> Flask:
        from app.factory import create_app  # which reads every surface, also this one

        return create_app(self._platform)
