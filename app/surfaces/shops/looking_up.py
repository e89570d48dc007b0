"""While an account is typed: banks and branches by name or number, and the holder's name as the bank will see it."""

from __future__ import annotations

from flask import render_template, request

from app.errors import sentence
from app.security import limiter
from app.surfaces.shops import blueprint
from chain.errors import Invalid
from points.zengin import half_width
from points.zengin.banks import Found, search_banks, search_branches


@blueprint.get("/shops/banks")
@limiter.limit("120 per minute")
def find_banks() -> str:
    banks = search_banks(request.args.get("bank_search", ""))
    return render_template("shops/_banks.html", banks=banks, chosen=banks[0].code if banks else "", error="")


@blueprint.get("/shops/branches")
@limiter.limit("120 per minute")
def find_branches() -> str:
    branches = search_branches(request.args.get("bank_code", ""), request.args.get("branch_search", ""))
    return render_template(
        "shops/_branches.html", branches=branches, chosen=branches[0].code if branches else "", error=""
    )


@blueprint.get("/shops/holder")
@limiter.limit("120 per minute")
def show_holder() -> str:
    try:
        return render_template(
            "shops/_holder.html", kana=half_width(request.args.get("holder", ""), "holder"), error=""
        )
    except Invalid as error:
        return render_template("shops/_holder.html", kana="", error=sentence(error))


def options(typed: dict[str, str]) -> dict[str, list[Found]]:
    """What stands in the two lists, from what was searched or chosen before."""
    bank_code = typed.get("bank_code", "")
    banks = search_banks(typed.get("bank_search") or bank_code)
    branches = search_branches(bank_code, typed.get("branch_search") or typed.get("branch_code", ""))
    chosen = [one for one in search_banks(bank_code, 1) if one.code == bank_code and one not in banks]
    return {"banks": [*chosen, *banks], "branches": branches}
