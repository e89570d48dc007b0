"""Which columns are sealed under the vault's key, as what, and bound to which words: all but the wallet's own, which
wallet/services/rotate_keystore_key.py knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from marketplace.models.deliveries.rows import Exercise, ShippingAddress
from marketplace.models.lotteries.tables import Lottery
from marketplace.models.projects.receipts import DonationReceipt
from marketplace.models.tickets.guests import GuestLine
from marketplace.services.deliveries import exercise_right, keep_address
from marketplace.services.lotteries import open_lottery
from marketplace.services.projects import issue_receipt
from marketplace.services.tickets import keep_register
from points.bridges.models import ConnectedService, ServiceEvent, ServiceMessage, ServiceSecret
from points.bridges.services import keep_secrets, queue_message, receive_event, register_service
from points.models import Card, Draw, MerchantApplication, MerchantImport, PushSubscription, ShopProfile
from points.services.cards import card_pin, make_cards
from points.services.draws import write_draw
from points.services.merchants import apply_as_merchant, import_merchants, keep_shop
from points.services.notices import keep_subscriptions
from wallet.models import Account, DataExport
from wallet.services import keep_copies


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """`form` makes of the columns of `bound_to` the words that the secret is bound to."""

    column: InstrumentedAttribute[Any]
    purpose: str
    bound_to: tuple[InstrumentedAttribute[Any] | ColumnElement[Any], ...]
    form: Callable[..., str] = str


def _client_of(service_id: InstrumentedAttribute[int]) -> ColumnElement[str]:
    return select(ConnectedService.client_id).where(ConnectedService.id == service_id).scalar_subquery()


_OWNER = select(Account.address).where(Account.id == DataExport.account_id).scalar_subquery()
_RECEIPT = DonationReceipt.project_number, DonationReceipt.supporter, DonationReceipt.year

SEALED = (
    SealedColumn(ConnectedService.contact_sealed, register_service.PURPOSE, (ConnectedService.client_id,)),
    SealedColumn(ServiceSecret.sealed, keep_secrets.PURPOSE, (_client_of(ServiceSecret.service_id),)),
    SealedColumn(ServiceEvent.content_sealed, receive_event.CONTENT, (_client_of(ServiceEvent.service_id),)),
    SealedColumn(ServiceEvent.subject_sealed, receive_event.SUBJECT, (_client_of(ServiceEvent.service_id),)),
    SealedColumn(ServiceMessage.body_sealed, queue_message.BODY, (_client_of(ServiceMessage.service_id),)),
    SealedColumn(ShopProfile.contact_sealed, keep_shop.PURPOSE, (ShopProfile.merchant_id,)),
    SealedColumn(MerchantApplication.form_sealed, apply_as_merchant.PURPOSE, (MerchantApplication.id,)),
    SealedColumn(MerchantImport.rows_sealed, import_merchants.PURPOSE, (MerchantImport.id,)),
    SealedColumn(Draw.seed_sealed, write_draw.SEED_PURPOSE, (Draw.draw_key,), bytes.hex),
    SealedColumn(PushSubscription.sealed, keep_subscriptions.PURPOSE, (PushSubscription.account,)),
    SealedColumn(Card.token_sealed, make_cards.PURPOSE, (Card.number,)),
    SealedColumn(Card.pin_sealed, card_pin.PURPOSE, (Card.number,)),
    SealedColumn(DonationReceipt.sealed, issue_receipt.PURPOSE, _RECEIPT, "{}:{}:{}".format),
    SealedColumn(ShippingAddress.sealed, keep_address.PURPOSE, (ShippingAddress.id,), "shipping_address:{}".format),
    SealedColumn(Exercise.sealed, exercise_right.PURPOSE, (Exercise.id,), "right_exercise:{}".format),
    SealedColumn(GuestLine.sealed, keep_register.PURPOSE, (GuestLine.booking_row_id,), "booking:{}".format),
    SealedColumn(Lottery.seed_sealed, open_lottery.SEED_PURPOSE, (Lottery.number,)),
    SealedColumn(DataExport.sealed, keep_copies.PURPOSE, (_OWNER,)),
)
