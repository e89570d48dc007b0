"""A community's code of conduct: everybody reads it, a steward writes its next version."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.errors import sentence
from app.surfaces.console.forms import Typed
from app.surfaces.dao.communities.pages import reader_address
from app.surfaces.members import blueprint
from app.wiring import current_platform
from chain.errors import Conflict, Forbidden, Invalid

_FIELDS = ("body_ja", "body_en", "after")


@blueprint.get("/communities/<slug>/conduct")
def show_conduct(slug: str) -> str:
    number = request.args.get("version", 0, int)
    page = current_platform().dao.membership.conduct.conduct(slug, reader_address(), number)
    return render_template("members/conduct.html", page=page, community=page.community)


@blueprint.get("/communities/<slug>/conduct/new")
@requires_sign_in
def new_conduct(slug: str) -> str:
    newest = current_platform().dao.membership.conduct.conduct(slug, None).newest
    given = {"body_ja": newest.body_ja, "body_en": newest.body_en, "after": str(newest.number)}
    return _form(slug, Typed.of(_FIELDS, given))


@blueprint.post("/communities/<slug>/conduct")
@requires_sign_in
def write_conduct(slug: str) -> Response | tuple[str, int]:
    typed, values = Typed.of(_FIELDS, request.form), request.form
    try:
        current_platform().dao.membership.edit_conduct.write(
            slug, current_account().address, values.get("after", 0, int), typed.values["body_ja"],
            typed.values["body_en"],
        )  # fmt: skip
    except Invalid as problem:
        typed.refuse(problem)
        return _form(slug, typed), 422
    except Conflict as problem:
        typed.errors["body_ja"] = sentence(problem)
        return _form(slug, typed), 409
    flash(_("行動のきまりを書き直しました。"), "success")
    return redirect(url_for("members.show_conduct", slug=slug), 303)


def _form(slug: str, typed: Typed) -> str:
    page = current_platform().dao.membership.conduct.conduct(slug, current_account().address)
    if not page.may_edit:
        raise Forbidden("edit the code of conduct", current_account().address)
    return render_template("members/conduct_form.html", page=page, community=page.community, typed=typed)
