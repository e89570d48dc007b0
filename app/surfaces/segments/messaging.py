"""A message to a segment: written, looked at with the number of people it reaches, and sent by a second press."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence, status_of
from app.surfaces.console.forms import Typed, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.segments import blueprint
from app.surfaces.segments.keeping import standing_of
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from points.analytics.segments.write_message import MESSAGES_A_DAY, MessageWords

_FIELDS = ("title_ja", "title_en", "body_ja", "body_en", "confirmed")
Answer = Response | tuple[str, int] | str


@blueprint.get("/console/<code>/segments/<int:segment_id>/message")
@for_officers
def write_message(code: MunicipalityCode, segment_id: int) -> str:
    """Raises: NotFound."""
    return _form(code, segment_id, Typed.of(_FIELDS, {}))


@blueprint.post("/console/<code>/segments/<int:segment_id>/message")
@for_officers
def check_message(code: MunicipalityCode, segment_id: int) -> Answer:
    """As people will see it, with how many they are; or the form once more. Raises: NotFound."""
    typed = Typed.of(_FIELDS, request.form)
    if request.form.get("back"):
        return _form(code, segment_id, typed)
    try:
        words = _words(typed).checked()
        reach = current_platform().segments.message.reach(code, segment_id)
    except Invalid as error:
        typed.refuse(error, "title_ja")
        return _form(code, segment_id, typed), 422
    except Conflict as error:
        return _form(code, segment_id, typed, sentence(error)), status_of(error)
    return page(
        "segments/message_check.html", code, typed=typed, words=words, reach=reach, **standing_of(code, segment_id)
    )


@blueprint.post("/console/<code>/segments/<int:segment_id>/message/sending")
@for_officers
def send_message(code: MunicipalityCode, segment_id: int) -> Answer:
    """Raises: NotFound."""
    typed = Typed.of(_FIELDS, request.form)
    confirmed = typed.read("confirmed", read_number)
    send, me = current_platform().segments.message.send, current_account().address
    try:
        send(code, me, segment_id, _words(typed), confirmed or 0)
    except Invalid as error:
        typed.refuse(error, "title_ja")
        return _form(code, segment_id, typed), 422
    except Conflict as error:
        return _form(code, segment_id, typed, sentence(error)), status_of(error)
    flash(_("%(count)s人にお知らせを送りました。", count=confirmed), "success")
    return redirect(url_for("segments.show_segments", code=code), 303)


def _words(typed: Typed) -> MessageWords:
    return MessageWords(**{name: typed.values[name] for name in _FIELDS[:4]})


def _form(code: MunicipalityCode, segment_id: int, typed: Typed, refusal: str = "") -> str:
    standing = standing_of(code, segment_id)
    return page("segments/message.html", code, typed=typed, refusal=refusal, most=MESSAGES_A_DAY, **standing)
