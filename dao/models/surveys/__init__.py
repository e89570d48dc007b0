"""Surveys (調査) of a town or community: questions with branches, answered once by an account, shown in groups only."""

from dao.models.surveys.questions import END, Answer, Answers, Choice, Kind, Question
from dao.models.surveys.rows import Survey, SurveyAnswer, SurveyParticipation, SurveyReading, SurveyState

__all__ = [
    "END",
    "Answer",
    "Answers",
    "Choice",
    "Kind",
    "Question",
    "Survey",
    "SurveyAnswer",
    "SurveyParticipation",
    "SurveyReading",
    "SurveyState",
]
