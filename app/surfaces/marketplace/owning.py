"""What one holds, and the page of one token that anybody may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.access import current_account, requires_sign_in
from app.i18n import localized, moment, short_address
from app.qr import draw_qr
from app.surfaces.deliveries.pieces import served_panel
from app.surfaces.deliveries.words import countdown, countdown_of
from app.surfaces.holding.history import history
from app.surfaces.holding.pieces import act_words, failure_words, people
from app.surfaces.holding.words import standing_badge, standing_rows, uses_left
from app.surfaces.marketplace import blueprint
from app.surfaces.marketplace.browsing import community_of, reader
from app.surfaces.marketplace.words import detail_rows, gives
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import Address, parse_address
from marketplace.errors import TokenUnknown
from marketplace.models import Kind, OrderState
from marketplace.queries.holding.pages import TokenDesk
from marketplace.queries.holdings import Holding
from marketplace.queries.member_cards.perks import GivenPerk, perks_of, perks_received


@dataclass(frozen=True, slots=True)
class RightCode:
    """`signs_alone`: its reader keeps the key, and signs before the door scans; done until `signed_until` (0: not)."""

    text: str
    drawing: Markup
    signs_alone: bool
    signed_until: int


@blueprint.get("/collection")
@requires_sign_in
def list_collection() -> str:
    platform, me = current_platform(), current_account().address
    page = platform.marketplace.pages.holdings(me)
    return render_template(
        "marketplace/collection.html",
        shelves=platform.marketplace.holding.pages.shelves(me),
        standing_badge=partial(standing_badge, reader=me),
        uses_left=uses_left,
        countdown_of=countdown_of,
        orders=[view for view in page.orders if view.state is OrderState.PENDING],
        balance=page.balance,
    )


@blueprint.get("/collection/<address>/<int:token_id>")
def show_token(address: str, token_id: int) -> str:
    me = reader()
    desk = current_platform().marketplace.holding.pages.token((token_address(address, token_id), token_id), me)
    holding, collection = desk.holding, desk.holding.collection
    return render_template(
        "marketplace/token.html",
        desk=desk,
        token=holding.token,
        serial=holding.serial,
        collection=collection,
        town=collection.town,
        is_own=holding.token.owner == me,
        is_borrowed=me is not None and desk.standing.lent_to == me,
        right_code=_right_code(desk, me),
        received=_received(desk, me),
        served=served_panel(desk, me),
        countdown=countdown,
        names=people({desk.standing.lent_to} if desk.standing.lent_to else ()),
        gives=gives(collection),
        detail_rows=detail_rows(collection),
        community=community_of(collection.community),
        facts=[*standing_rows(desk.standing), *_facts(holding)],
        history=history(desk.events, me),
        metadata_link=_metadata_link(collection.number, token_id),
        act_words=act_words,
        failure_words=failure_words,
    )


def _right_code(desk: TokenDesk, me: Address | None) -> RightCode | None:
    """What the reader shows where the right is used: its owner, or who borrowed it."""
    is_member = bool(perks_of(desk.holding.collection)) and desk.holding.token.owner == me
    if me is None or not (is_member or (desk.standing.is_usable and desk.may_use(me))):
        return None
    if desk.holding.collection.kind in (Kind.PRODUCE, Kind.FIRST_REFUSAL):  # their seller serves them, no door
        return None
    platform = current_platform()
    if is_member:
        return RightCode(code := platform.marketplace.admission.right_codes.code(desk.key, me), draw_qr(code), False, 0)
    admission, signs_alone = platform.marketplace.admission, not platform.wallet.is_managed(me)
    code = admission.right_codes.code(desk.key, me)
    signed_until = admission.sign_use_ahead.signed_until(desk.key, me) if signs_alone else 0
    return RightCode(code, draw_qr(code), signs_alone, signed_until)


def _received(desk: TokenDesk, me: Address | None) -> list[GivenPerk]:
    """Perks that the reader got with this card; nobody else sees where somebody was."""
    if me is None or desk.holding.token.owner != me:
        return []
    with current_platform().db.read() as session:
        return perks_received(session, desk.key, me)


def token_address(text: str, token_id: int) -> Address:
    """Raises: TokenUnknown, also for what is no address."""
    try:
        return parse_address(text)
    except Invalid:
        raise TokenUnknown(f"{text}/{token_id}") from None


def _facts(holding: Holding) -> list[tuple[str, str]]:
    collection, token = holding.collection, holding.token
    legend = current_platform().marketplace.artwork.designs.motif(collection, holding.serial)
    owner = _("あなた") if token.owner == reader() else short_address(token.owner)
    rows = [(_("描かれた伝説"), localized(legend, "legend"))] if legend.legend_ja else []
    return [*rows, (_("持ち主"), owner), (_("手に入れた日時"), moment(datetime.fromtimestamp(token.since, UTC)))]


def _metadata_link(number: int, token_id: int) -> Markup:
    address = url_for("marketplace.token_metadata", number=number, token_id=token_id)
    return Markup('<a href="{0}">{0}</a>').format(address)
