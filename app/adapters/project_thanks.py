"""Points as thanks to supporters of a project: a grant of the town, drafted here, checked and signed as all."""

from __future__ import annotations

from collections.abc import Sequence

from app.adapters.survey_thanks import SurveyThanks
from chain.ids import MunicipalityCode
from dao.ports import ThanksOrder
from marketplace.ports import GrantOrder, GrantProgram
from points.models import PeopleSource


class ProjectThanks:
    def __init__(self, thanks: SurveyThanks) -> None:
        self._thanks = thanks

    def programs(self, municipality: MunicipalityCode) -> Sequence[GrantProgram]:
        found = self._thanks.programs(municipality)
        return [GrantProgram(one.program, one.name_ja, one.name_en, one.left) for one in found]

    def draft(self, order: GrantOrder) -> int:
        return self._thanks.draft(
            ThanksOrder(
                municipality=order.municipality,
                officer=order.officer,
                program=order.program_id,
                each=order.each,
                people=order.people,
                title_ja=order.title_ja,
                title_en=order.title_en,
                key=order.key,
                whom=PeopleSource.SUPPORTERS,
            )
        )
