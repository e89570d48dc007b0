"""How the town's budgets go down, all programs together and each, and until when they last."""

from __future__ import annotations

from dataclasses import dataclass

from app.surfaces.console import blueprint
from app.surfaces.console.budget_chart import BudgetChart, budget_chart
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.models.burn_down import BudgetDay, picked
from points.queries.burn_down import BurnDown, burn_down, current
from points.queries.programs import list_programs


@dataclass(frozen=True, slots=True)
class ShownBudget:
    of: BurnDown
    chart: BudgetChart
    rows: list[BudgetDay]  # the table's


@blueprint.get("/console/<code>/budget")
@for_readers
def show_burn_down(code: MunicipalityCode) -> str:
    """Programs whose period is not over; one that ended has its own page."""
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        programs = current(list_programs(session, code, today), today)
        of_all = burn_down(session, programs, today)
        each = [(program, burn_down(session, [program], today)) for program in programs]
    return page("console/budget.html", code, budget=shown_budget(of_all), each=each)


def shown_budget(of: BurnDown | None) -> ShownBudget | None:
    return ShownBudget(of, budget_chart(of), picked(of.days)) if of else None
