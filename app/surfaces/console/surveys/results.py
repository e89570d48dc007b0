"""What came out of a survey: counts, groups of another question, free words, and the list for a spreadsheet."""

from __future__ import annotations

from flask import Response, request

from app.access import current_account
from app.downloads import sheet
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.surfaces.surveys.words import cell_words
from app.wiring import current_platform
from chain.ids import MunicipalityCode


@blueprint.get("/console/<code>/surveys/<int:number>/results")
@for_officers
def show_survey_results(code: MunicipalityCode, number: int) -> str:
    platform = current_platform()
    results = platform.dao.surveys.results
    result, readings = results.of_town(code, number, request.args.get("by", "")), results.readings(number)
    names = platform.points.directory.names({reading.officer for reading in readings})
    read = [(reading, names.get(reading.officer, "")) for reading in readings]
    return page("console/surveys/results.html", code, survey=result.survey, result=result, readings=read)


@blueprint.post("/console/<code>/surveys/<int:number>/free-words")
@for_officers
def read_free_words(code: MunicipalityCode, number: int) -> str:
    surveys = current_platform().dao.surveys
    words = surveys.read.words(code, current_account().address, number)
    survey = surveys.pages.desk(code, number).standing.survey
    return page("console/surveys/words.html", code, survey=survey, words=words)


@blueprint.post("/console/<code>/surveys/<int:number>/list")
@for_officers
def download_survey_list(code: MunicipalityCode, number: int) -> Response:
    taken = current_platform().dao.surveys.read.sheet(code, current_account().address, number)
    heading = [localized(question, "title") for question in taken.questions]
    lines = [
        [cell_words(question, cell) for question, cell in zip(taken.questions, line, strict=True)]
        for line in taken.lines
    ]
    return sheet(f"survey-{number}.csv", heading, lines)
