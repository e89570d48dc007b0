"""What one holds, and the page of one token that anybody may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.access import current_account, requires_sign_in
from app.i18n import localized, moment, short_address
from app.surfaces.marketplace import blueprint
from app.surfaces.marketplace.browsing import community_of, reader
from app.surfaces.marketplace.words import detail_rows, gives
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import ZERO_ADDRESS, Address, parse_address
from marketplace.errors import TokenUnknown
from marketplace.models import OrderState, TokenTransfer
from marketplace.queries.holdings import Holding


@dataclass(frozen=True, slots=True)
class Move:
    """One entry of a token's history, in words."""

    at: datetime
    words: str
    tx_hash: str


@blueprint.get("/collection")
@requires_sign_in
def list_collection() -> str:
    page = current_platform().marketplace.pages.holdings(current_account().address)
    return render_template(
        "marketplace/collection.html",
        holdings=page.holdings,
        votes=sum(holding.votes for holding in page.holdings),
        orders=[view for view in page.orders if view.state is OrderState.PENDING],
        balance=page.balance,
    )


@blueprint.get("/collection/<address>/<int:token_id>")
def show_token(address: str, token_id: int) -> str:
    page = current_platform().marketplace.pages.token(token_address(address, token_id), token_id)
    holding, collection = page.holding, page.holding.collection
    return render_template(
        "marketplace/token.html",
        token=holding.token,
        serial=holding.serial,
        collection=collection,
        town=collection.town,
        is_own=holding.token.owner == reader(),
        gives=gives(collection),
        detail_rows=detail_rows(collection),
        community=community_of(collection.community),
        facts=_facts(holding),
        history=[_move(transfer) for transfer in reversed(page.transfers)],
        metadata_link=_metadata_link(collection.number, token_id),
    )


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


def _move(transfer: TokenTransfer) -> Move:
    receiver = _("あなた") if transfer.receiver == reader() else short_address(transfer.receiver)
    if transfer.sender == ZERO_ADDRESS:
        words = _("まちから発行され、%(receiver)sのものになりました。", receiver=receiver)
    else:
        sender = _("あなた") if transfer.sender == reader() else short_address(transfer.sender)
        words = _("%(sender)sから%(receiver)sへ移りました。", sender=sender, receiver=receiver)
    return Move(datetime.fromtimestamp(transfer.block_time, UTC), words, "0x" + transfer.tx_hash.hex())


def _metadata_link(number: int, token_id: int) -> Markup:
    address = url_for("marketplace.token_metadata", number=number, token_id=token_id)
    return Markup('<a href="{0}">{0}</a>').format(address)
