"""Answering: each screen is kept when it is left, forward or back; what is wrong is said beside the question."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.security import limiter
from app.surfaces.surveys import blueprint
from app.surfaces.surveys.showing import open_page, question_page, review_page, whole_page
from app.wiring import current_platform
from chain.errors import Invalid
from dao.errors import QuestionUnknown
from dao.models.surveys import Answer, Kind, Question
from dao.models.surveys.branching import following


@blueprint.post("/surveys/<int:number>/questions/<key>")
@requires_sign_in
@limiter.limit("120 per minute", key_func=per_person)
def keep_answer(number: int, key: str) -> Response | tuple[str, int]:
    page = open_page(number)
    if page is None:
        return redirect(url_for("surveys.show_survey", number=number), 303)
    keys = [question.key for question in page.questions]
    if key not in keys:
        raise QuestionUnknown(key)
    place = keys.index(key)
    typed = read_answer(page.questions[place], request.form)
    is_back = "back" in request.form
    try:
        if not is_back or typed is not None:
            current_platform().dao.surveys.answer.keep(number, current_account().address, {key: typed})
    except Invalid as problem:
        if not is_back:
            return question_page(page, key, {**page.draft, key: typed}, sentence(problem)), 422
    if is_back:
        return redirect(_question(number, request.form["back"]), 303)
    after = following(page.questions, place, typed)
    if "review" in request.args or after >= len(keys):
        return redirect(url_for("surveys.show_review", number=number), 303)
    return redirect(_question(number, keys[after]), 303)


@blueprint.post("/surveys/<int:number>/whole")
@requires_sign_in
@limiter.limit("60 per minute", key_func=per_person)
def keep_whole(number: int) -> Response | tuple[str, int]:
    """Keeps each answer that can be kept; then sends them, as there is nothing more to show."""
    page = open_page(number)
    if page is None:
        return redirect(url_for("surveys.show_survey", number=number), 303)
    answering, account = current_platform().dao.surveys.answer, current_account().address
    typed = {question.key: read_answer(question, request.form) for question in page.questions}
    errors: dict[str, str] = {}
    for question in page.questions:
        if typed[question.key] is not None or not question.is_required:
            try:
                answering.keep(number, account, {question.key: typed[question.key]})
            except Invalid as problem:
                errors[question.key] = sentence(problem)
    if not errors:
        try:
            return _sent(number, answering.send(number, account))
        except Invalid as problem:
            errors[problem.field] = sentence(problem)
    return whole_page(page, typed, errors), 422


@blueprint.post("/surveys/<int:number>/answers")
@requires_sign_in
@limiter.limit("60 per minute", key_func=per_person)
def send_answers(number: int) -> Response | tuple[str, int]:
    page = open_page(number)
    if page is None:
        return redirect(url_for("surveys.show_survey", number=number), 303)
    try:
        return _sent(number, current_platform().dao.surveys.answer.send(number, current_account().address))
    except Invalid as problem:
        return review_page(page, {problem.field: sentence(problem)}), 422


def read_answer(question: Question, form: MultiDict[str, str]) -> Answer:
    """As typed; what is no whole number stays words, which the question refuses."""
    typed = [text.strip() for text in form.getlist(question.key) if text.strip()]
    if not typed:
        return None
    if question.kind is Kind.TEXT:
        return typed[0]
    if question.kind is Kind.SEVERAL:
        return [int(text) if text.isdecimal() else -1 for text in typed]
    return int(typed[0]) if typed[0].isdecimal() else typed[0]


def _sent(number: int, is_thanked: bool) -> Response:
    flash(_("ご回答ありがとうございました。締切までは、答えを変えられます。"), "success")
    return redirect(url_for("surveys.show_survey", number=number), 303)


def _question(number: int, key: str) -> str:
    return url_for("surveys.show_question", number=number, key=key)
