"""The first page: where every point is, and what is under way."""

from __future__ import annotations

from dataclasses import dataclass

from app.surfaces.console import blueprint
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from chain.units import Points
from points.queries.approvals import waiting_for_approval
from points.queries.campaigns import list_campaigns
from points.queries.money_desk import closing_calendar
from points.queries.programs import ProgramTotals, ProgramView, list_programs
from points.queries.settlements import merchant_claims

_CAMPAIGNS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the granted points are. The parts sum to `granted`; what does not is a fault and is shown as `open`."""

    granted: Points
    unused: Points
    takings: Points
    settled: Points
    expired: Points

    @property
    def open(self) -> int:
        return int(self.granted) - sum(int(part) for part in (self.unused, self.takings, self.settled, self.expired))


@blueprint.get("/console/<code>")
@for_readers
def show_home(code: MunicipalityCode) -> str:
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        programs = list_programs(session, code, today)
        campaigns = list_campaigns(session, code, _CAMPAIGNS_SHOWN)
        claims = merchant_claims(session, code, today)
        due = closing_calendar(session, code, today).due
        waiting = waiting_for_approval(session, code)
        areas = {area.id: area for area in platform.municipalities.areas(session)}
    return page(
        "console/home.html",
        code,
        programs=programs,
        areas=areas,
        campaigns=campaigns,
        whereabouts=_sum([program.totals for program in programs]),
        due=due,
        waiting=waiting,
        proposal_grants=[view for view in platform.dao.grants.pages.of_town(code) if view.is_waiting],
        owed=sum((claim.amount for claim in claims), Points(0)),
    )


def whereabouts_of(program: ProgramView) -> Whereabouts:
    return _sum([program.totals])


def _sum(totals: list[ProgramTotals]) -> Whereabouts:
    def of(name: str) -> Points:
        return Points(sum(int(getattr(one, name)) for one in totals))

    return Whereabouts(of("granted"), of("unused"), of("takings"), of("settled"), of("expired"))
