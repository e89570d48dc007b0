"""Voting at the counter (窓口投票): somebody without a phone answers a poll by paper card, and the officer signs it."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence, status_of
from app.i18n import localized
from app.security import limiter
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page, to_signature
from app.surfaces.console.persons import account_of
from app.surfaces.polls.answering import read_answer, sealed_in_browser, signed_words
from app.surfaces.polls.showing import shown
from app.wiring import current_platform
from chain.errors import Conflict, Forbidden, Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from dao.queries.polls.pages import PollPage, PollState


@blueprint.get("/console/<code>/polls/<int:number>/counter")
@for_officers
def show_counter(code: MunicipalityCode, number: int) -> str:
    return _counter(code, _poll(code, number, None), "")


@blueprint.post("/console/<code>/polls/<int:number>/counter")
@for_officers
@limiter.limit("60 per minute", key_func=per_person)
def find_voter(code: MunicipalityCode, number: int) -> str | tuple[str, int]:
    """The voter's QR stands in no address: it is sent."""
    who = request.form.get("who", "")
    try:
        return _counter(code, _poll(code, number, account_of(who)), who)
    except Invalid as error:
        return _counter(code, _poll(code, number, None), who, error=sentence(error)), 422


@blueprint.post("/console/<code>/polls/<int:number>/counter/ballots")
@for_officers
@limiter.limit("60 per minute", key_func=per_person)
def vote_at_counter(code: MunicipalityCode, number: int) -> AnyResponse | str | tuple[str, int]:
    who, officer = request.form.get("who", ""), current_account().address
    voter = account_of(who)
    found = _poll(code, number, voter)
    answer: tuple[int, ...] = ()
    try:
        box, polls = sealed_in_browser(request.form), current_platform().dao.polls
        if box is not None:
            asked = polls.answer.prepare_sealed(number, voter, box, officer)
        else:
            answer = () if "abstain" in request.form else read_answer(found.standing.rules, request.form)
            asked = polls.answer.prepare(number, voter, answer, officer)
    except (Invalid, Conflict, Forbidden) as error:
        return _counter(code, found, who, error=sentence(error), answer=answer), status_of(error)
    return to_signature(
        asked.typed_data,
        title=_("窓口の投票に署名します"),
        words=[
            (_("アンケート"), localized(found.standing.rules, "title")),
            (_("投票する人"), _name(voter)),
            (_("回答"), signed_words(found.standing.rules, asked)),
        ],
        purpose="dao.counter_ballot",
        subject=asked.subject,
        return_to=url_for("console.show_receipt", code=code, number=number, subject=asked.subject),
        consequence=_("投票した人に、画面の内容を見せて確かめてもらってから署名してください。"),
    )


@completes("dao.counter_ballot")
def keep_counter_ballot(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().dao.polls.answer.complete(subject, signature)


@blueprint.get("/console/<code>/polls/<int:number>/counter/receipts/<subject>")
@for_officers
def show_receipt(code: MunicipalityCode, number: int, subject: str) -> str | AnyResponse:
    """The slip that the voter takes home: without a name, and without the answer. Only what this officer signed."""
    voter = current_platform().dao.polls.pages.counter_voter(number, subject, current_account().address)
    if voter is None:
        return redirect(url_for("console.show_counter", code=code, number=number), 303)
    found = _poll(code, number, voter)
    return page(
        "console/poll_receipt.html", code, poll=found.standing.poll, rules=found.standing.rules, receipt=found.receipt()
    )


def _poll(code: MunicipalityCode, number: int, voter: Address | None) -> PollPage:
    """Raises: NotFound for a poll of another town, and for one where only cards count."""
    found = current_platform().dao.polls.pages.poll(number, voter)
    rules = found.standing.rules
    if rules.municipality != code.number or not rules.house.counts_persons:
        raise NotFound("poll", number)
    return found


def _counter(
    code: MunicipalityCode, found: PollPage, who: str, *, error: str = "", answer: tuple[int, ...] | None = None
) -> str:
    voter = found.reader
    return page(
        "console/poll_counter.html", code, **shown(found, answer, error), who=who, is_found=voter is not None,
        name=_name(voter) if voter else "", is_open=found.standing.state is PollState.OPEN,
        has_answered=found.has_answered,
    )  # fmt: skip


def _name(account: Address) -> str:
    """A paper card's number, or the name that its holder chose."""
    return current_platform().points.directory.names({account}).get(account, account)
