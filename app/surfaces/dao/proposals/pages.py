"""A proposal's page, its live part, and what may be done there: vote, queue, execute."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.i18n import localized
from app.signing import completes
from app.surfaces.dao import blueprint
from app.surfaces.dao.actions.words import value_now
from app.surfaces.dao.communities.pages import reader_address, towns_of
from app.surfaces.dao.proposals.vetoes import vetoes_of
from app.surfaces.dao.proposals.words import CHOICE_KEYS, ballot_consequence, ballot_words, news, timeline
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import Address
from dao.models import Support
from dao.models.simulation import Simulation
from dao.queries.pages import ProposalPage

_POLL_WAITING, _POLL_OPEN, _POLL_QUIET = "every 1s", "every 4s", "every 20s"


@blueprint.get("/proposals/<int:number>")
def show_proposal(number: int) -> FlaskResponse:
    """The whole page, or for HTMX its live part; when the page's frame has changed, HTMX loads all of it again."""
    page = current_platform().dao.pages.proposal(number, reader_address())
    is_fragment = request.headers.get("HX-Request") == "true"
    template = "dao/_live.html" if is_fragment else "dao/proposal.html"
    shown = _shown(page) | {"simulation": _simulation(page, is_fragment=is_fragment)}
    shown["announced"] = shown["news"] if is_fragment and request.args.get("heard") != shown["news"] else ""
    response = make_response(render_template(template, **shown))
    if is_fragment and request.args.get("frame") != frame_of(page):
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.post("/proposals/<int:number>/ballots")
@requires_sign_in
def cast_ballot(number: int) -> Response:
    support = _support(request.form.get("support", ""))
    platform, voter = current_platform(), current_account().address
    asked = platform.dao.cast_ballot.prepare(number, voter, support, request.form.get("reason", ""))
    standing = platform.dao.pages.proposal(number, voter).standing
    request_id = platform.wallet.request_signature(
        voter,
        asked.typed_data,
        words=ballot_words(standing, support, asked.weight, localized(standing.proposal, "title")),
        title=_("投票に署名します"),
        consequence=ballot_consequence(standing),
        purpose="dao.ballot",
        subject=asked.subject,
        return_to=url_for("dao.show_proposal", number=number),
    )
    return redirect(f"/sign/{request_id}", 303)


@completes("dao.ballot")
def count_ballot(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().dao.cast_ballot.complete(subject, signature)


@blueprint.post("/proposals/<int:number>/queueing")
@requires_sign_in
def queue_proposal(number: int) -> Response:
    current_platform().dao.queue_proposal.queue(number, current_account().address)
    flash(_("確認期間を始める手続きを送りました。"), "success")
    return redirect(url_for("dao.show_proposal", number=number), 303)


@blueprint.post("/proposals/<int:number>/execution")
@requires_sign_in
def execute_proposal(number: int) -> Response:
    current_platform().dao.execute_proposal.execute(number, current_account().address)
    flash(_("支払いの手続きを送りました。"), "success")
    return redirect(url_for("dao.show_proposal", number=number), 303)


def frame_of(page: ProposalPage) -> str:
    """What the parts of the page outside the live one depend on."""
    receipt = page.receipt
    may_vote = receipt is None or receipt.may_vote_again
    ballot = "change" if page.may_change else "open" if may_vote else "cast"
    return f"{page.standing.state}-{ballot}-{page.is_mature:d}"


def _shown(page: ProposalPage) -> dict[str, object]:
    proposer = page.standing.proposal.proposer
    addresses = {proposer}
    names = current_platform().dao.directory.names(addresses)
    return {
        "page": page,
        "standing": page.standing,
        "proposal": page.standing.proposal,
        "community": page.standing.community,
        "actions": page.actions,
        "purposes": page.standing.proposal.words.purposes,
        "grants": current_platform().dao.grants.pages.of_proposal(page.standing.id),
        "rules": page.rules if page.standing.is_open else None,
        "value_now": value_now,
        "towns": towns_of(page.standing.community.towns),
        "proposer_name": names.get(proposer, ""),
        "vetoes": vetoes_of(page.standing),
        "steps": timeline(page.standing),
        "frame": frame_of(page),
        "poll": _poll(page),
        "news": news(page),
        "choices": [Support.FOR, Support.AGAINST, Support.ABSTAIN],
        "is_own": reader_address() == proposer,
    }


def _simulation(page: ProposalPage, *, is_fragment: bool) -> Simulation | None:
    """A trial on the node, while something may still happen; in the live part only where one may press execute."""
    if not page.standing.is_open or (is_fragment and not page.is_mature):
        return None
    return current_platform().dao.simulations.of(page.standing.community, page.standing.proposal)


def _poll(page: ProposalPage) -> str:
    """How often to look again; "" when nothing can change any more."""
    if page.is_waiting:
        return _POLL_WAITING
    if not page.standing.is_open:
        return ""
    return _POLL_OPEN if page.standing.state == "active" else _POLL_QUIET


def _support(key: str) -> Support:
    for support, name in CHOICE_KEYS.items():
        if name == key:
            return support
    raise Invalid("support", "not_a_choice", value=key)
