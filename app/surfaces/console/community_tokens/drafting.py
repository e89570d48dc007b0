"""The list of a municipality's community tokens, and drafts: write, look at, change, throw away."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.artwork_form import SCENES
from app.surfaces.console.community_tokens.form import OfferingForm
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from marketplace.artwork.cards import CLOTH
from marketplace.errors import TownUnknown
from marketplace.models.community_tokens.errors import OfferingSigned
from marketplace.models.shares import amounts
from marketplace.ports import SalePayee


@blueprint.get("/console/<code>/community-tokens")
@for_officers
def show_offerings(code: MunicipalityCode) -> str:
    views = current_platform().marketplace.community_tokens.pages.desk_list(code)
    return page("console/community_tokens/offerings.html", code, views=views)


@blueprint.get("/console/<code>/community-tokens/new")
@for_officers
def new_offering(code: MunicipalityCode) -> str:
    return _form(code, OfferingForm.blank())


@blueprint.post("/console/<code>/community-tokens")
@for_officers
def create_offering(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    return _save(code, None)


@blueprint.get("/console/<code>/community-tokens/<int:number>")
@for_officers
def show_town_offering(code: MunicipalityCode, number: int) -> str:
    """What is to be signed next, how it sells, and holders by tier. Raises: OfferingUnknown."""
    desk = current_platform().marketplace.community_tokens.pages.desk(code, number)
    offering = desk.view.offering
    shares = amounts(offering.price, offering.typed_shares())
    return page(
        "console/community_tokens/offering.html", code, desk=desk, view=desk.view, offering=offering, shares=shares
    )


@blueprint.get("/console/<code>/community-tokens/<int:number>/edit")
@for_officers
def edit_offering(code: MunicipalityCode, number: int) -> str:
    view = current_platform().marketplace.community_tokens.pages.desk(code, number).view
    return _form(code, OfferingForm.of(view, _payees(code)), number)


@blueprint.post("/console/<code>/community-tokens/<int:number>")
@for_officers
def change_offering(code: MunicipalityCode, number: int) -> AnyResponse | tuple[str, int]:
    current_platform().marketplace.community_tokens.pages.desk(code, number)
    return _save(code, number)


@blueprint.post("/console/<code>/community-tokens/<int:number>/removal")
@for_officers
def discard_offering(code: MunicipalityCode, number: int) -> AnyResponse:
    try:
        current_platform().marketplace.community_tokens.draft.discard(code, number)
    except OfferingSigned as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.show_town_offering", code=code, number=number), 303)
    flash(_("下書きを取り消しました。"), "success")
    return redirect(url_for("console.show_offerings", code=code), 303)


def _save(code: MunicipalityCode, number: int | None) -> AnyResponse | tuple[str, int]:
    form, drafting = OfferingForm.sent(), current_platform().marketplace.community_tokens.draft
    draft = form.draft(_payees(code), [slug for slug, _name in _communities(code)])
    if draft is not None:
        try:
            if number is None:
                number = drafting.draft(code, current_account().address, draft)
            else:
                drafting.change(code, number, draft)
            return redirect(url_for("console.show_town_offering", code=code, number=number), 303)
        except Invalid as error:
            form.typed.refuse(error)
        except (Conflict, TownUnknown) as error:
            flash(sentence(error), "error")
    return _form(code, form, number), 422


def _form(code: MunicipalityCode, form: OfferingForm, number: int | None = None) -> str:
    scenes = [(key, str(words)) for key, words in SCENES.items() if key != CLOTH]
    communities = [("", str(_("どのコミュニティにも入らない"))), *_communities(code)]
    return page(
        "console/community_tokens/form.html", code, form=form, typed=form.typed, payees=_payees(code), scenes=scenes,
        communities=communities, number=number,
    )  # fmt: skip


def _communities(code: MunicipalityCode) -> list[tuple[str, str]]:
    found = current_platform().dao.polls.pages.communities_of(str(code))
    return [(community.slug, localized(community, "name")) for community in found]


def _payees(code: MunicipalityCode) -> Sequence[SalePayee]:
    return current_platform().marketplace.selling.payees.of(code)
