"""Polls of a municipality's communities: open one, and announce its result by signature."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.i18n import localized
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, local_moment, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.poll_pictures import take_pictures
from app.surfaces.console.sealed_polls.trustees_typed import read_trustees
from app.surfaces.ideas.becoming import idea_begun_with, note_outcome, words_of
from app.surfaces.polls.drafting import USUAL, read_poll, ways_to_vote
from app.wiring import current_platform
from chain.clock import JST
from chain.errors import Forbidden, Invalid
from chain.ids import Address, MunicipalityCode
from dao.models.ideas import OutcomeKind
from dao.services.polls.open_poll import PollDraft
from dao.services.polls.sealed.prepare_poll import AskedTrustee

FIELDS = (
    "community", "title_ja", "title_en", "body", "mode", "options", "pictures", "house", "seats", "least_votes",
    "least_persons", "opens_at", "closes_at", "sealed", "trustees", "needed", "idea", "tier",
)  # fmt: skip

_BEGIN = {**USUAL, "seats": "1", "needed": "2"}


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
    draft = read_poll(typed)
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


def _form(code: MunicipalityCode, typed: Typed) -> str:
    communities = current_platform().dao.polls.pages.communities_of(str(code))
    return page(
        "console/poll_form.html",
        code,
        typed=typed,
        communities=[(community.slug, localized(community, "name")) for community in communities],
        picture_address=lambda cid: url_for("console.show_picture", code=code, cid=cid),
        **ways_to_vote(communities),
    )
