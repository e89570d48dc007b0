"""What an officer signs about a community token: opening its sale, and ending it before its time."""

from __future__ import annotations

from collections.abc import Callable

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.i18n import localized, moment, yen
from app.signing import completes
from app.surfaces.community_tokens.words import units
from app.surfaces.console import blueprint
from app.surfaces.console.office import ask_to_sign, for_officers
from app.wiring import current_platform
from chain.ids import Address, MunicipalityCode
from marketplace.services.community_tokens.assembly import CommunityTokenServices
from marketplace.signing import ToSign


@blueprint.post("/console/<code>/community-tokens/<int:number>/opening")
@for_officers
def sign_offering(code: MunicipalityCode, number: int) -> AnyResponse:
    return _ask(
        code,
        number,
        lambda: _services().open.prepare(code, number, current_account().address),
        title=_("コミュニティトークンの販売を始める署名をします"),
        purpose="marketplace.token_offering",
        consequence=_("署名すると、発行の上限・価格・期間・受け取り先は変えられなくなります。"),
    )


@completes("marketplace.token_offering")
def open_offering(subject: str, signature: bytes, signer: Address) -> None:
    _services().open.complete(subject, signature)


@blueprint.post("/console/<code>/community-tokens/<int:number>/closure")
@for_officers
def sign_offering_closure(code: MunicipalityCode, number: int) -> AnyResponse:
    return _ask(
        code,
        number,
        lambda: _services().close.prepare(code, number, current_account().address),
        title=_("販売を終える署名をします"),
        purpose="marketplace.token_closure",
        consequence=_("署名すると、もう買えなくなります。持っている人のトークンと特典は残ります。元には戻せません。"),
    )


@completes("marketplace.token_closure")
def close_offering(subject: str, signature: bytes, signer: Address) -> None:
    _services().close.complete(subject, signature)


def _services() -> CommunityTokenServices:
    return current_platform().marketplace.community_tokens


def _ask(
    code: MunicipalityCode, number: int, prepare: Callable[[], ToSign], *, title: str, purpose: str, consequence: str
) -> AnyResponse:
    """Raises: OfferingUnknown."""
    offering = _services().pages.desk(code, number).view.offering
    back = url_for("console.show_town_offering", code=code, number=number)
    words = [
        (_("コミュニティトークン"), localized(offering, "name")),
        (_("1口の価格"), yen(int(offering.price))),
        (_("発行の上限"), units(offering.cap)),
        (_("終わり"), moment(offering.closes_at)),
    ]
    return ask_to_sign(prepare, lambda: words, back=back, title=title, purpose=purpose, consequence=consequence)
