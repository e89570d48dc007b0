"""States, kinds and answers of surveys in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import localized, number
from app.surfaces.surveys import blueprint
from dao.models.surveys import Answer, Kind, Question, SurveyState
from dao.models.surveys.branching import Fault
from dao.models.surveys.counting import Band, Row
from dao.models.surveys.sheet import HIDDEN, Cell

# State: (words, kind of badge)
STATES = {
    SurveyState.DRAFT: (_l("下書き"), "neutral"),
    SurveyState.SCHEDULED: (_l("まもなく受付"), "neutral"),
    SurveyState.OPEN: (_l("受付中"), "information"),
    SurveyState.CLOSED: (_l("締め切りました"), "success"),
}
KINDS = {
    Kind.ONE: (_l("1つ選ぶ"), _l("選択肢を1行に1つ書きます。")),
    Kind.SEVERAL: (_l("いくつでも選ぶ"), _l("選択肢を1行に1つ書きます。")),
    Kind.SCALE: (_l("段階で答える"), _l("1から始まる段階です。両端の言葉を2行で書けます。")),
    Kind.TEXT: (_l("自由に書く"), _l("職員だけが、順番を混ぜて読みます。")),
    Kind.NUMBER: (_l("数を書く"), _l("0以上の整数です。")),
}
FAULTS = {
    Fault.EMPTY: _l("質問がまだありません。"),
    Fault.BACKWARD: _l("自分より前の質問へ進む分岐があります。"),
    Fault.NOWHERE: _l("もうない質問へ進む分岐があります。"),
    Fault.UNREACHABLE: _l("どう答えても、この質問には進みません。"),
}


def choice_words(question: Question, value: int) -> str:
    """An option's title, or a number of the scale with the word at its end."""
    if question.kind is not Kind.SCALE:
        return localized(question.options[value], "title")
    ends = dict(zip((1, question.highest), question.options, strict=False))
    if value not in ends:
        return number(value)
    return str(_("%(value)s（%(end)s）", value=number(value), end=localized(ends[value], "title")))


@blueprint.app_template_filter("survey_answer")
def answer_words(answer: Answer, question: Question) -> str:
    if answer is None or answer in ("", []):
        return str(_("答えなし"))
    if isinstance(answer, list):
        return "、".join(choice_words(question, value) for value in answer)
    if isinstance(answer, str):
        return answer
    return number(answer) if question.kind is Kind.NUMBER else choice_words(question, answer)


@blueprint.app_template_filter("survey_choices")
def choices(question: Question) -> list[tuple[int, str]]:
    return [(value, choice_words(question, value)) for value in question.values]


@blueprint.app_template_filter("survey_value")
def value_words(value: int | None, question: Question) -> str:
    """A group of a count."""
    return str(_("答えなし・聞かれなかった")) if value is None else choice_words(question, value)


@blueprint.app_template_filter("survey_row")
def row_words(row: Row, question: Question) -> str:
    return band_words(row.band) if row.band is not None else value_words(row.value, question)


def band_words(band: Band) -> str:
    if band.low is None:
        return str(_("すべての数")) if band.high is None else str(_("%(high)sまで", high=number(band.high)))
    if band.high is None:
        return str(_("%(low)sから", low=number(band.low)))
    return number(band.low) if band.low == band.high else f"{number(band.low)}–{number(band.high)}"


def cell_words(question: Question, cell: Cell) -> str:
    """In the list for a spreadsheet. What is hidden stays a star."""
    if cell is None:
        return ""
    if isinstance(cell, Band):
        return band_words(cell)
    if isinstance(cell, tuple):
        return "、".join(choice_words(question, value) for value in cell)
    return HIDDEN if isinstance(cell, str) else choice_words(question, cell)


@blueprint.app_template_filter("survey_state_words")
def state_words(state: SurveyState) -> str:
    return str(STATES[state][0])


@blueprint.app_template_filter("survey_state_kind")
def state_kind(state: SurveyState) -> str:
    return STATES[state][1]


@blueprint.app_template_filter("survey_kind")
def kind_words(kind: Kind) -> str:
    return str(KINDS[kind][0])


@blueprint.app_template_filter("survey_fault")
def fault_words(fault: Fault) -> str:
    return str(FAULTS[fault])
