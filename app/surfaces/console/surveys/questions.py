"""Questions of a survey's draft: add, change, move, take away, and say where an answer leads."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.surveys.words import KINDS
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from dao.errors import QuestionUnknown
from dao.models.surveys import Choice, Kind, Question

FIELDS = ("kind", "title_ja", "title_en", "options", "highest", "is_optional", "is_marked")


@blueprint.get("/console/<code>/surveys/<int:number>/questions/new")
@for_officers
def new_question(code: MunicipalityCode, number: int) -> str:
    return _form(code, number, "", Typed.of(FIELDS, {"kind": Kind.ONE, "highest": "5"}))


@blueprint.get("/console/<code>/surveys/<int:number>/questions/<key>")
@for_officers
def edit_question(code: MunicipalityCode, number: int, key: str) -> str:
    return _form(code, number, key, Typed.of(FIELDS, _written(_question(code, number, key))))


@blueprint.post("/console/<code>/surveys/<int:number>/questions", defaults={"key": ""})
@blueprint.post("/console/<code>/surveys/<int:number>/questions/<key>")
@for_officers
def put_question(code: MunicipalityCode, number: int, key: str) -> Response | tuple[str, int]:
    typed = Typed.of(FIELDS, request.form)
    question = _read(typed, key)
    if question is not None:
        try:
            current_platform().dao.surveys.write.put_question(code, number, question)
            return _back(code, number, "questions")
        except Invalid as problem:
            typed.refuse(problem)
    return _form(code, number, key, typed), 422


@blueprint.post("/console/<code>/surveys/<int:number>/questions/<key>/removal")
@for_officers
def remove_question(code: MunicipalityCode, number: int, key: str) -> Response:
    current_platform().dao.surveys.write.remove_question(code, number, key)
    return _back(code, number, "questions")


@blueprint.post("/console/<code>/surveys/<int:number>/questions/<key>/rise")
@for_officers
def raise_question(code: MunicipalityCode, number: int, key: str) -> Response:
    current_platform().dao.surveys.write.raise_question(code, number, key)
    return _back(code, number, key)


@blueprint.post("/console/<code>/surveys/<int:number>/questions/<key>/branches")
@for_officers
def branch_question(code: MunicipalityCode, number: int, key: str) -> Response:
    question = _question(code, number, key)
    goes_on = {value: request.form.get(f"goes-{value}", "") for value in question.values}
    try:
        current_platform().dao.surveys.write.branch(code, number, key, goes_on)
    except (Conflict, Invalid) as problem:
        flash(sentence(problem), "error")
    return _back(code, number, key)


def _read(typed: Typed, key: str) -> Question | None:
    values = typed.values
    kind = typed.read("kind", _kind)
    highest = typed.read("highest", read_number) if kind is Kind.SCALE else 5
    if kind is None or highest is None:
        return None
    options = [_option(line) for line in values["options"].splitlines() if line.strip()]
    return Question(
        key=key,
        kind=kind,
        title_ja=values["title_ja"],
        title_en=values["title_en"],
        options=tuple(options),
        is_required=not values["is_optional"],
        is_marked=bool(values["is_marked"]),
        highest=highest,
    )


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise Invalid("kind", "one_option") from None


def _option(line: str) -> Choice:
    """`日本語 | English`; the English may be left out."""
    ja, _bar, en = line.partition("|")
    return Choice(ja.strip(), en.strip())


def _written(question: Question) -> dict[str, str]:
    lines = [f"{one.title_ja} | {one.title_en}" if one.title_en else one.title_ja for one in question.options]
    return {
        "kind": question.kind,
        "title_ja": question.title_ja,
        "title_en": question.title_en,
        "options": "\n".join(lines),
        "highest": str(question.highest),
        "is_optional": "" if question.is_required else "1",
        "is_marked": "1" if question.is_marked else "",
    }


def _question(code: MunicipalityCode, number: int, key: str) -> Question:
    for question in current_platform().dao.surveys.pages.desk(code, number).questions:
        if question.key == key:
            return question
    raise QuestionUnknown(key)


def _form(code: MunicipalityCode, number: int, key: str, typed: Typed) -> str:
    survey = current_platform().dao.surveys.pages.desk(code, number).standing.survey
    kinds = [(kind, str(words[0]), str(words[1])) for kind, words in KINDS.items()]
    return page("console/surveys/question.html", code, survey=survey, key=key, typed=typed, kinds=kinds)


def _back(code: MunicipalityCode, number: int, anchor: str) -> Response:
    return redirect(url_for("console.show_survey", code=code, number=number, _anchor=anchor), 303)
