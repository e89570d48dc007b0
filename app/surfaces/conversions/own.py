"""A person's page: which apps' points become common points, at which rate, and what was turned so far."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select

from app.access import current_account, requires_sign_in
from app.surfaces.conversions import blueprint
from app.wiring import current_platform
from chain.clock import business_date
from points.bridges.models import ConnectedService
from points.models import Conversion, ProgramOnChain
from points.queries.conversion_rates import rates_for
from points.queries.conversions import ConversionState, conversion_views
from points.queries.programs import program_names


@blueprint.get("/points/converted")
@requires_sign_in
def show_own() -> str:
    platform, me = current_platform(), current_account().address
    with platform.db.read() as session:
        rates = rates_for(session, me, business_date(platform.clock.now()))
        turned = conversion_views(session, Conversion.holder == me)
        services = {
            one.conversion.service_id: session.get_one(ConnectedService, one.conversion.service_id) for one in turned
        }
        rules = [rule for own in rates for rule in (own.rate.now, own.rate.coming) if rule]
        programs = program_names(session, {rule.program_id for rule in rules})
        asked = select(ProgramOnChain.program_id).where(ProgramOnChain.program_id.in_(programs))
        closed = set(session.scalars(asked.where(ProgramOnChain.is_verified_only.is_(True))))
        is_verified = platform.points.claim_entries.is_verified(session, me)
        towns = platform.municipalities.by_code(session, {own.rate.municipality for own in rates})
    total = sum(int(one.amount) for one in turned if one.state is ConversionState.GIVEN)
    return render_template(
        "conversions/own.html", rates=rates, turned=turned, services=services, programs=programs, towns=towns,
        total=total, needs_check=set() if is_verified else closed,
    )  # fmt: skip
