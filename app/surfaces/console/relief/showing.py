"""The list of disasters, and the page of one: who would get points now, what waits, what was given."""

from __future__ import annotations

from app.access import current_account
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from chain.units import Points
from points.models import ProgramState
from points.queries.campaign_runs import run_of
from points.queries.relief import RoundState, reliefs_joined, reliefs_of, view_relief


@blueprint.get("/console/<code>/relief")
@for_officers
def show_reliefs(code: MunicipalityCode) -> str:
    platform, today = current_platform(), business_date(current_platform().clock.now())
    with platform.db.read() as session:
        views = [view_relief(session, code, one.id, today) for one in reliefs_of(session, code)]
        joined = reliefs_joined(session, code)
        towns = platform.municipalities.by_code(session, {relief.municipality for relief, _town in joined})
    return page("console/relief/reliefs.html", code, views=views, joined=joined, towns=towns)


@blueprint.get("/console/<code>/relief/<int:relief_id>")
@for_officers
def show_relief(code: MunicipalityCode, relief_id: int) -> str:
    return relief_page(code, relief_id)


def relief_page(code: MunicipalityCode, relief_id: int, *, reason: str = "", error: str = "") -> str:
    """`reason` and its `error`: what an officer typed for sending it back and why that was refused.

    Raises: NotFound.
    """
    platform, me, now = current_platform(), current_account().address, current_platform().clock.now()
    with platform.db.read() as session:
        view = view_relief(session, code, relief_id, business_date(now))
        people = platform.points.relief.people.of(session, view.relief, now)
        towns = platform.municipalities.by_code(session, [one.municipality for one in view.towns])
        running = next((one for one in view.rounds if one.state is RoundState.STARTED), None)
        run = run_of(session, running.campaign.id) if running else None
    officers = {view.relief.created_by, *(one.round.asked_by for one in view.rounds)}
    officers |= {decision.officer for one in view.rounds for decision in one.approval.decisions}
    officers |= {act.officer for act in run.acts} if run else set()
    return page(
        "console/relief/relief.html",
        code,
        view=view,
        people=people,
        total=Points(len(people.new) * int(view.relief.each)),
        towns=towns,
        running=running,
        campaign=running.campaign if running else None,
        run=run,
        officers=platform.points.directory.names(officers),
        is_open=view.program.state is ProgramState.OPEN,
        is_mine=bool(view.open_round and view.open_round.round.asked_by == me),
        reason=reason,
        reason_error=error,
    )
