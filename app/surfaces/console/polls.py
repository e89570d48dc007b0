"""Polls of a municipality's communities: open one, and announce its result by signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.i18n import localized
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, local_moment, read_moment, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.poll_pictures import take_pictures
from app.surfaces.console.sealed_polls.trustees_typed import read_trustees
from app.surfaces.ideas.becoming import idea_begun_with, note_outcome, words_of
from app.surfaces.polls.words import HOUSES, MODES
from app.wiring import current_platform
from chain.clock import JST, unix
from chain.errors import Forbidden, Invalid
from chain.ids import Address, MunicipalityCode
from dao.models.ideas import OutcomeKind
from dao.models.polls import House, Mode, Option
from dao.services.polls.open_poll import PollDraft
from dao.services.polls.sealed.prepare_poll import AskedTrustee

FIELDS = (
    "community", "title_ja", "title_en", "body", "mode", "options", "pictures", "house", "seats", "least_votes",
    "least_persons", "opens_at", "closes_at", "sealed", "trustees", "needed", "idea",
)  # fmt: skip

_BEGIN: dict[str, str] = {
    "mode": Mode.SINGLE, "house": House.CARDS, "seats": "1", "least_votes": "0", "least_persons": "0", "needed": "2",
}  # fmt: skip


@blueprint.get("/console/<code>/polls")
@for_officers
def show_polls(code: MunicipalityCode) -> str:
    polls = current_platform().dao.polls.pages
    listed = [(community, polls.of_community(community.slug)) for community in polls.communities_of(str(code))]
    waiting = current_platform().dao.polls.sealed.pages.of_town(code)
    return page("console/polls.html", code, listed=listed, waiting=waiting)


@blueprint.get("/console/<code>/polls/new")
@for_officers
def new_poll(code: MunicipalityCode) -> str | Response:
    if not current_platform().dao.polls.pages.communities_of(str(code)):
        return redirect(url_for("console.show_polls", code=code))  # which says what is missing
    end = current_platform().clock.now().astimezone(JST).replace(minute=0) + timedelta(days=14)
    idea = idea_begun_with()
    begun = _BEGIN | {"closes_at": local_moment(end), **words_of(idea)}
    return _form(code, Typed.of(FIELDS, begun | ({"community": idea.community} if idea else {})))


@blueprint.post("/console/<code>/polls")
@for_officers
def open_poll(code: MunicipalityCode) -> Response | tuple[str, int]:
    typed = Typed.of(FIELDS, request.form)
    take_pictures(code, typed)
    draft = _read(typed)
    trustees = typed.read("trustees", read_trustees) if typed.values["sealed"] else None
    needed = typed.read("needed", read_number) if typed.values["sealed"] else None
    if draft is not None and not typed.errors:
        try:
            if trustees is not None and needed is not None:
                return _prepare_sealed(code, typed, draft, trustees, needed)
            number = current_platform().dao.polls.open.open(
                typed.values["community"], code, current_account().address, draft
            )
            note_outcome(OutcomeKind.POLL, number, typed.values["community"])
            flash(_("アンケートを開きました。"), "success")
            return redirect(url_for("polls.show_poll", number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
    return _form(code, typed), 422


def _prepare_sealed(
    code: MunicipalityCode, typed: Typed, draft: PollDraft, trustees: list[AskedTrustee], needed: int
) -> Response:
    """It opens when enough trustees have accepted. Raises: Invalid."""
    idea, community = idea_begun_with(), typed.values["community"]
    number = current_platform().dao.polls.sealed.prepare.prepare(
        community, code, current_account().address, draft, trustees, needed,
        idea.id if idea is not None and idea.community == community else None,
    )  # fmt: skip
    flash(_("立会人にお願いを送りました。引き受ける人がそろうと開けます。"), "success")
    return redirect(url_for("console.show_preparation", code=code, number=number), 303)


@blueprint.post("/console/<code>/polls/<int:number>/announcement")
@for_officers
def announce_result(code: MunicipalityCode, number: int) -> Response:
    platform, curator = current_platform(), current_account().address
    standing = platform.dao.polls.pages.poll(number, None).standing
    if standing.rules.municipality != code.number:
        raise Forbidden("announce the result of another town's poll", curator)
    asked = platform.dao.polls.announce.prepare(number, curator)
    assert standing.result is not None
    winners = [localized(standing.rules.options[winner], "title") for winner in standing.result.result["winners"]]
    request_id = platform.wallet.request_signature(
        curator,
        asked.typed_data,
        words=[
            (_("アンケート"), localized(standing.rules, "title")),
            (_("結果"), "、".join(winners) if standing.result.result["is_valid"] else _("成立しませんでした")),
            (
                _("投票"),
                _(
                    "%(ballots)s人・%(votes)s票",
                    ballots=standing.result.result["ballots"],
                    votes=standing.result.result["votes"],
                ),
            ),
        ],
        title=_("結果を確定します"),
        consequence=_("ブロックチェーンに記録され、だれも変えられなくなります。"),
        purpose="dao.poll_result",
        subject=asked.subject,
        return_to=url_for("polls.show_poll", number=number),
    )
    return redirect(f"/sign/{request_id}", 303)


@completes("dao.poll_result")
def anchor_result(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().dao.polls.announce.complete(subject, signature, signer)


def _read(typed: Typed) -> PollDraft | None:
    """What was typed; None with sentences kept when something cannot be read."""
    values = typed.values
    mode = typed.read("mode", _mode)
    house, persons = typed.read("house", _house), typed.read("least_persons", _number_or_none)
    seats, least = typed.read("seats", read_number), typed.read("least_votes", read_number)
    opens = typed.read("opens_at", read_moment) if values["opens_at"] else None
    closes = typed.read("closes_at", read_moment)
    if typed.errors or mode is None or house is None or seats is None or least is None or closes is None:
        return None
    options = [_option(line) for line in values["options"].splitlines() if line.strip()]
    pictures = values["pictures"].split()
    if pictures and len(pictures) != len(options):
        typed.refuse(Invalid("pictures", "one_each", options=len(options)))
        return None
    if pictures:
        options = [replace(option, picture=cid) for option, cid in zip(options, pictures, strict=True)]
    return PollDraft(
        values["title_ja"], values["title_en"], values["body"], mode, tuple(options), seats,
        unix(opens) if opens else 0, unix(closes), least, house, persons or 0,
    )  # fmt: skip


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        raise Invalid("mode", "one_option") from None


def _house(text: str) -> House:
    """Cards where nothing was chosen."""
    try:
        return House(text or House.CARDS)
    except ValueError:
        raise Invalid("house", "one_option") from None


def _number_or_none(text: str) -> int:
    return read_number(text) if text.strip() else 0


def _option(line: str) -> Option:
    """`日本語 | English`; the English may be left out."""
    ja, _bar, en = line.partition("|")
    return Option(ja.strip(), en.strip())


def _form(code: MunicipalityCode, typed: Typed) -> str:
    communities = current_platform().dao.polls.pages.communities_of(str(code))
    return page(
        "console/poll_form.html",
        code,
        typed=typed,
        communities=[(community.slug, localized(community, "name")) for community in communities],
        houses=[(house, str(words[0]), str(words[1])) for house, words in HOUSES.items()],
        modes=[(mode, str(words[0]), str(words[2])) for mode, words in MODES.items()],
    )
