"""The plan of the four towns' treasury: set in spring, revised once, with a heading named for what was paid."""

from __future__ import annotations

from dataclasses import dataclass

from app.demo.communities import FOUR_TOWNS
from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import unix
from chain.ids import MunicipalityCode
from chain.units import Yen
from dao.models.treasury import fiscal_year_of
from dao.models.treasury.plans import PlannedLine
from dao.services.treasury.plan_budget import PlanDraft

_UDA = MunicipalityCode("292125")
_FIRST = (
    PlannedLine(None, "地酒と特産品のラベル・包装", "Labels and wrapping of local products", Yen(150_000)),
    PlannedLine(None, "合同ツアーと祭り", "Joint tours and festivals", Yen(250_000)),
    PlannedLine(None, "翻訳と海外への発信", "Translation and news abroad", Yen(60_000)),
)
_ADDED = PlannedLine(None, "予備費", "Reserve", Yen(30_000))


@dataclass(slots=True)
class Budgeting:
    playback: Playback
    cast: Cast
    table: Timetable

    def note(self) -> None:
        self.table.add(self.table.moment(27, 10), self._plan)
        self.table.add(self.table.moment(5, 10), self._revise)

    def _plan(self) -> None:
        self._save(PlanDraft(self._year(), 0, _FIRST))

    def _revise(self) -> None:
        """Once something was paid: its heading, and a reserve."""
        self.playback.settle()
        treasury = self.playback.platform.dao.treasury
        desk = treasury.pages.desk(FOUR_TOWNS.slug, self._year())
        kept = [PlannedLine(one.heading_id, one.name_ja, one.name_en, one.amount) for one in desk.known]
        revision = desk.budget.newest.plan.revision if desk.budget.newest else 0  # a new year may have begun
        self._save(PlanDraft(self._year(), revision, [*kept, _ADDED], note="予備費を加えました。"))
        for line, heading in zip(reversed(desk.payments), desk.known, strict=False):
            if line.paid_for is not None:
                treasury.name_heading.by_officer(
                    FOUR_TOWNS.slug, _UDA, self.cast.officers[_UDA], line.paid_for.id, heading.heading_id
                )

    def _save(self, draft: PlanDraft) -> None:
        self.playback.platform.dao.treasury.plan_budget.plan(FOUR_TOWNS.slug, _UDA, self.cast.officers[_UDA], draft)

    def _year(self) -> int:
        return fiscal_year_of(unix(self.playback.platform.clock.now()))
