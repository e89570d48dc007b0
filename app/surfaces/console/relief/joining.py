"""An officer of another struck town lets its people be among them."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers
from app.wiring import current_platform
from chain.errors import Conflict
from chain.ids import MunicipalityCode


@blueprint.post("/console/<code>/relief/<int:relief_id>/agreement")
@for_officers
def agree_to_relief(code: MunicipalityCode, relief_id: int) -> AnyResponse:
    agree, officer = current_platform().points.relief.join.agree, current_account().address
    return _done(
        code, lambda: agree(code, officer, relief_id), _("同意しました。次の依頼から、このまちの人も入ります。")
    )


@blueprint.post("/console/<code>/relief/<int:relief_id>/agreement/withdrawal")
@for_officers
def take_agreement_back(code: MunicipalityCode, relief_id: int) -> AnyResponse:
    take_back = current_platform().points.relief.join.take_back
    return _done(code, lambda: take_back(code, relief_id), _("同意を取り消しました。届いたポイントはそのままです。"))


def _done(code: MunicipalityCode, act: Callable[[], None], words: str) -> AnyResponse:
    try:
        act()
        flash(words, "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return redirect(url_for("console.show_reliefs", code=code), 303)
