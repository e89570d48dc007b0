"""A survey's first page, its questions one by one, and what was answered before it is sent."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in, signed_in_account
from app.surfaces.surveys import blueprint
from app.wiring import current_platform
from dao.models.surveys import Answers, SurveyState
from dao.models.surveys.branching import way
from dao.queries.surveys.pages import SurveyPage


@blueprint.get("/surveys/<int:number>")
def show_survey(number: int) -> str:
    account = signed_in_account()
    page = current_platform().dao.surveys.pages.page(number, account.address if account else None)
    return render_template(
        "surveys/survey.html",
        page=page,
        survey=page.standing.survey,
        standing=page.standing,
        begin=_first_address(page),
    )


@blueprint.get("/surveys/<int:number>/results")
def show_results(number: int) -> str:
    result = current_platform().dao.surveys.results.public(number)
    return render_template("surveys/results.html", survey=result.survey, result=result)


@blueprint.get("/surveys/<int:number>/questions/<key>")
@requires_sign_in
def show_question(number: int, key: str) -> str | Response:
    page = open_page(number)
    if page is None:
        return redirect(url_for("surveys.show_survey", number=number))
    return question_page(page, key, page.draft)


@blueprint.get("/surveys/<int:number>/whole")
@requires_sign_in
def show_whole(number: int) -> str | Response:
    page = open_page(number)
    if page is None:
        return redirect(url_for("surveys.show_survey", number=number))
    return whole_page(page, page.draft, {})


@blueprint.get("/surveys/<int:number>/review")
@requires_sign_in
def show_review(number: int) -> str | Response:
    page = open_page(number)
    if page is None:
        return redirect(url_for("surveys.show_survey", number=number))
    return review_page(page, {})


def open_page(number: int) -> SurveyPage | None:
    """None where the reader cannot answer: the first page says why."""
    page = current_platform().dao.surveys.pages.page(number, current_account().address)
    return page if page.standing.state is SurveyState.OPEN and page.is_invited else None


def question_page(page: SurveyPage, key: str, answers: Answers, error: str = "") -> str:
    """`answers`: with what was just typed. Progress counts the way as far as it is known."""
    asked = way(page.questions, answers)
    keys = [question.key for question in asked]
    if key not in keys:
        abort(404)
    place = keys.index(key)
    return render_template(
        "surveys/question.html",
        page=page,
        survey=page.standing.survey,
        question=asked[place],
        answer=answers.get(key),
        before=keys[place - 1] if place else "",
        place=place + 1,
        total=len(keys),
        error=error,
    )


def whole_page(page: SurveyPage, answers: Answers, errors: dict[str, str]) -> str:
    return render_template("surveys/whole.html", page=page, survey=page.standing.survey, answers=answers, errors=errors)


def review_page(page: SurveyPage, errors: dict[str, str]) -> str:
    asked = way(page.questions, page.draft)
    return render_template("surveys/review.html", page=page, survey=page.standing.survey, asked=asked, errors=errors)


def _first_address(page: SurveyPage) -> str:
    """Where answering begins, or goes on: the first question on the way without an answer."""
    number = page.standing.survey.id
    if page.standing.survey.is_whole:
        return url_for("surveys.show_whole", number=number)
    for question in way(page.questions, page.draft):
        if question.key not in page.draft:
            return url_for("surveys.show_question", number=number, key=question.key)
    return url_for("surveys.show_review", number=number)
