"""What a notice about an event says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import moment
from chain.clock import from_unix

_WORDS = {
    "place_offered": (
        _l("「%(title)s」に空きが出ました"),
        _l("%(until)sまでに、イベントの画面で参加を確定してください。過ぎると、次の方に移ります。"),
    ),
    "place_lapsed": (
        _l("「%(title)s」の空きは、次の方に移りました"),
        _l("期限までに確定がありませんでした。もう一度申し込むと、待っている方の最後に並びます。"),
    ),
    "changed": (
        _l("「%(title)s」の予定が変わりました"),
        _l("%(begins)sから始まります。時間と場所を、イベントの画面で確かめてください。"),
    ),
    "called_off": (_l("「%(title)s」は中止になりました"), _l("まちからの理由：%(reason)s")),
    "survey": (
        _l("「%(title)s」へのご参加、ありがとうございました"),
        _l("よろしければ、意見調査で感想をお聞かせください。%(until)sまで受け付けています。"),
    ),
}


def event_words(facts: Mapping[str, Any], title: str) -> tuple[str, str]:
    head, body = _WORDS[facts["what"]]
    words = {
        "title": title,
        "reason": facts["reason"],
        "until": moment(from_unix(facts["until"])),
        "begins": moment(from_unix(facts["begins_at"])),
    }
    return str(head) % words, str(body) % words


def event_link(facts: Mapping[str, Any]) -> tuple[str, str]:
    if facts["what"] == "survey":
        return url_for("surveys.show_survey", number=facts["survey"]), str(_("意見調査に答える"))
    return url_for("events.show_event", number=facts["event"]), str(_("イベントを見る"))
