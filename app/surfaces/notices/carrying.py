"""A notice as a mail and as a push message, in its reader's language. The job that sends them runs where no page is
asked for, so this makes an application of its own to write with."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from flask import render_template

from app.speaking import Speaker
from app.surfaces.notices.unsubscribing import unsubscribe_link
from app.surfaces.notices.words import link_of, words_of
from points.errors import PushUnavailable
from points.models.push_target import PushTarget
from points.ports import Contact
from points.queries.notices import NoticeView

_LONGEST_BODY = 500


class NoticeCarrier(Speaker):
    def carry(self) -> int:
        """Everything that is due; how many were handed over."""
        return self._platform.points.notices.deliver.deliver(self)

    def mail(self, notice: NoticeView, contact: Contact) -> None:
        """Raises: SignInRefused (mail_unavailable)."""
        home = self._home
        with self._speaking(contact.locale):
            words, (path, label), way_out = (
                words_of(notice),
                link_of(notice),
                unsubscribe_link(notice.account, notice.kind),
            )
            body = render_template(
                "notices/mail.txt", words=words, link=home + path, label=label, way_out=way_out, home=home
            )
        headers = {
            "Message-ID": f"<notice-{notice.id}@{urlsplit(home).hostname}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{way_out}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        self._platform.wallet.mailer.send(contact.email, " ".join(words.title.split()), body, headers)

    def push(self, notice: NoticeView, contact: Contact, target: PushTarget) -> None:
        """Raises: PushGone, PushUnavailable."""
        if self._platform.web_push is None:
            raise PushUnavailable()
        with self._speaking(contact.locale):
            words, (path, _) = words_of(notice), link_of(notice)
        topic = f"notice-{notice.id}"
        message = {"title": words.title, "body": words.body[:_LONGEST_BODY], "url": path, "tag": topic}
        self._platform.web_push.send(target, json.dumps(message, ensure_ascii=False).encode(), topic)
