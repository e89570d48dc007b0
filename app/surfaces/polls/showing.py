"""A poll's page, its public bundle, and the audit that counts it again."""

from __future__ import annotations

from typing import Any

from flask import Response as FlaskResponse
from flask import jsonify, render_template, request

from app.access import signed_in_account
from app.security import limiter
from app.surfaces.polls import blueprint
from app.surfaces.polls.products import product_desk, products_of
from app.surfaces.polls.words import answer_words, pairs_for
from app.wiring import current_platform
from dao.models.polls.rules import CREDITS_A_CARD, MOST_SCORE
from dao.queries.polls.pages import PollPage, ranking_of


@blueprint.get("/polls/<int:number>")
def show_poll(number: int) -> str:
    page = poll_page(number)
    return render_template("polls/poll.html", **shown(page), changing="change" in request.args)


@blueprint.get("/polls/<int:number>/ballots.json")
@limiter.limit("20 per minute")
def download_bundle(number: int) -> FlaskResponse:
    response: FlaskResponse = jsonify(current_platform().dao.polls.pages.bundle(number))
    response.headers["Content-Disposition"] = f'attachment; filename="musubi-poll-{number}.json"'
    return response


@blueprint.get("/polls/<int:number>/audit")
@limiter.limit("20 per minute")
def audit_poll(number: int) -> str:
    """Counts again while the reader waits; `receipt` finds one ballot in the count."""
    page = poll_page(number)
    found = current_platform().dao.polls.pages.audit(number)
    receipt = request.args.get("receipt", "").strip().lower()
    voter = next((voter for voter, leaf in found.leaves.items() if "0x" + leaf.hex() == receipt), "")
    return render_template("polls/audit.html", **shown(page), audit=found, receipt=receipt, voter=voter)


def poll_page(number: int) -> PollPage:
    account = signed_in_account()
    return current_platform().dao.polls.pages.poll(number, account.address if account else None)


def _trusteeship(page: PollPage) -> int:
    """Of the reader, by which the trustee's page is found; 0 for everybody else."""
    return next((one.preparation_row for one in page.standing.trustees if one.account == page.reader), 0)


def shown(page: PollPage, answer: tuple[int, ...] | None = None, error: str = "") -> dict[str, Any]:
    """`answer`: what was just typed, instead of what was signed."""
    standing, account = page.standing, signed_in_account()
    result = standing.result.result if standing.result else None
    return {
        "page": page,
        "standing": standing,
        "rules": standing.rules,
        "community": page.community,
        "given": answer if answer is not None else page.answer,
        "given_words": answer_words(standing.rules, page.answer) if page.answer is not None else "",
        "error": error,
        "trusteeship": _trusteeship(page),
        "result": result,
        "products": products_of(standing),
        "makes_product": product_desk(standing),
        "ranking": ranking_of(result) if result and "houses" not in result else (),
        "pairs": pairs_for(standing.rules, account.address if account else ""),
        "most_score": MOST_SCORE,
        "credits": CREDITS_A_CARD * page.votes_at_opening,
    }
