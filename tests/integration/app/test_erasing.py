"""Who left occurs nowhere any more: something with the person's name is put into every table, and looked for in all."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, LargeBinary, String, insert
from sqlalchemy.types import TypeDecorator

from app.leaving import erasing
from app.leaving.erasing import erase_due
from app.wiring import Platform
from chain.clock import business_date
from chain.db import AddressType, Base, Bytes32, MunicipalityCodeType, UtcDateTime
from wallet import Account
from wallet.errors import SigningRefused

NAME, EMAIL = "針山糸子", "itoko@example.jp"
TYPED = {"types": {"EIP712Domain": []}, "primaryType": "EIP712Domain", "domain": {"chainId": 1337}, "message": {}}
_UNCHECKED = "PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON"
_UNCHECKED_ON_POSTGRESQL = "SET session_replication_role = replica", "SET session_replication_role = origin"
_ROW = 900  # the id of every planted row, and what they refer to each other by
_REAL = {"account", "account_deletion", "sent_mail", "audit_entry", "managed_key"}

# What stays, and why; a table that is new has to be put into one of these, or erased.
_CODES = (  # written by the program: states, numbers, hashes, addresses of other things
    r"error(_name|_args)?|last_error|cancel_error|failure(_args)?|signature|state|kind|key|request_key|stage|type|salt|"
    r"status|objection|claimed_by|scan|proposal_id|community|scene|secret|opened_secret|nonce|subject|role|act|scope|"
    r"(?:.*_)?id|cid|contract|principal|batch_(kind|item)|calldata|withdrawn_by|accepted_by|purpose|page|provider|entry|"
    r"picture|error|seed_sealed|by|asked_by|curator|tier|token|raw|lots|claims|share|supporters|slug|towns|shares|eligibility|"
    r"reference|cause|series|form|landscape|amount_text|invitation|challenge|"
    r"family|refusal|once_key|event_type|redirect_uri"
)
_OF_OFFICES_AND_SHOPS = (  # what a town, a shop or a vendor wrote as such
    r"area_fact|artwork_\w+|auction|bridge_(?!event)\w+|budget_\w+|catalogue_\w+|collection|community|community_request|"
    r"governor_setting|indexer_cursor|listing|market_lottery|market_point_charge|market_receipt_series|market_seller|"
    r"milestone_report|municipality\w*|offer|offer_entry|points_campaign(_decision|_terms)?|points_card(_batch|_rules)?|"
    r"points_cashier|points_coupon|points_draw(_prize)?|points_drop_branch|points_merchant(?!_application)\w*|"
    r"points_money_desk|points_notice_mark|points_payout\w*|points_program|points_saved_item|points_shop_profile|"
    r"points_suspension_order|points_till_closing|poll|poll_preparation|project|project_picture|project_update|"
    r"relay_signer|sale_account|series_\w+|stretch_goal|survey|ticket_(fare|service)|token_offering|town|veto|"
    r"treasury_movement|points_relief|reward_rule\w*|openid_(client|key|secret)|wellbeing_\w+|points_saved_segment|points_segment_message"
)
_READ_BY_ALL = {  # stays readable, as the page says beforehand, and says no more who wrote it
    "ballot.reason", "ballot_rejection.reason", "community_conduct.body_en", "community_conduct.body_ja",
    "community_event.body_en", "community_event.body_ja", "community_event.called_off_reason",
    "community_event.picture_words", "community_event.place_en", "community_event.place_ja",
    "community_event.title_en", "community_event.title_ja", "community_news.audience_en", "community_news.audience_ja",
    "community_news.audience_key", "community_news.body_en", "community_news.body_ja", "community_news.title_en",
    "community_news.title_ja", "event_photo.description", "idea.body_en", "idea.body_ja", "idea.title_en",
    "idea.title_ja", "idea_attachment.description", "idea_attachment.parts", "idea_comment.body",
    "idea_comment.translation", "maker_application.words", "moderation_act.reason", "moderation_act.words",
    "moderation_report.reason", "name_proposal.kana", "name_proposal.name_en", "name_proposal.name_ja",
    "name_proposal.reason", "poll.void_reason", "poll_ballot.answer", "poll_ballot.sealed", "poll_result.result",
    "product_project.body_en", "product_project.body_ja", "product_project.maker_options",
    "product_project.picture_words", "product_project.stop_reason", "product_project.title_en",
    "product_project.title_ja", "proposal.action", "proposal.body", "proposal.call_values", "proposal.calldatas",
    "proposal.description", "proposal.targets", "proposal.title_en", "proposal.title_ja",
    "proposal_draft_version.fields", "survey_answer.answers", "survey_answer.draft",
}  # fmt: skip
_BOOKS = {  # what was sold, for how much, by whom: without the buyer's name
    "openid_consent.asked", "openid_consent.given", "openid_consent.purposes",
    "bridge_event.event_key", "bridge_event.reason", "bridge_event.source", "donation_receipt.steps",
    "market_card_dispute.reason",
    "market_receipt.issuer", "market_receipt.issuer_en", "market_receipt.issuer_ja", "market_receipt.lines",
    "market_receipt.sums", "points_coupon_use.card", "points_coupon_use.sale_lines", "points_payment.sale_lines",
    "points_payment_request.sale_lines", "right_delivery.carrier", "ticket_booking.fares", "token_act.reason",
}  # fmt: skip
_ELSEWHERE = {
    "ticket_guest.sealed",  # kept for three years by law, then thrown away by its own job
    "points_merchant_application.form_sealed", "points_merchant_application.name_ja",  # of a shop that came of it
    "points_merchant_application.reason",
    "domain_event.body", "domain_event.name",  # addresses and numbers alone
    "points_campaign.file_name",
}  # fmt: skip


def test_nothing_of_who_left_stands_in_any_table(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    person, _ = platform.wallet.open_managed_account(EMAIL, display_name=NAME)
    number = person.member_number
    plant(platform, person)
    platform.wallet.leaving.ask.ask(person)
    platform.clock.advance(timedelta(days=8))  # type: ignore[attr-defined]
    monkeypatch.setattr(erasing, "stakes_of", lambda *given: [])  # the planted rows would stand in the way
    assert erase_due(platform) == 1
    found = {place for place in places(platform, (NAME, EMAIL, number)) if not _stays(place)}
    assert found == set()
    assert platform.wallet.find_account.find(EMAIL) is None
    assert platform.wallet.find_account.find(number) is None
    assert not platform.wallet.names({person.address})[person.address].startswith(NAME)
    with pytest.raises(SigningRefused):
        platform.wallet.sign_typed_data(person.address, TYPED, "test")


def _stays(place: str) -> bool:
    table, column = place.split(".")
    if re.fullmatch(_CODES, column) or re.fullmatch(_OF_OFFICES_AND_SHOPS, table):
        return True
    return place in _READ_BY_ALL | _BOOKS | _ELSEWHERE


def plant(platform: Platform, person: Account) -> None:
    with platform.db.engine.connect() as connection:
        off, on = _UNCHECKED if platform.db.is_sqlite else _UNCHECKED_ON_POSTGRESQL
        connection.exec_driver_sql(off)
        for table in Base.metadata.sorted_tables:
            if table.name not in _REAL:
                connection.execute(insert(table).values({c.name: _value(platform, c, person) for c in table.columns}))
        connection.commit() if not platform.db.is_sqlite else connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(on)


def _value(platform: Platform, column: Column[object], person: Account) -> object:  # noqa: C901 - a case a type
    kind, now = column.type, platform.clock.now()
    if isinstance(kind, AddressType):
        return person.address
    if isinstance(kind, Bytes32):
        return bytes(31) + bytes([1])
    if isinstance(kind, MunicipalityCodeType):
        return "292125"
    if isinstance(kind, UtcDateTime):
        return None if column.nullable else now
    if column.name == "account_id":
        return person.id
    if isinstance(kind, TypeDecorator):
        return _ROW
    if isinstance(kind, JSON):
        return {"name": NAME}
    if isinstance(kind, LargeBinary):
        return NAME.encode()
    if isinstance(kind, String):
        return NAME if (kind.length or 99) >= 20 else "x" * min(kind.length or 1, 6)
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Date):
        return business_date(now)
    return _ROW


def places(platform: Platform, needles: tuple[str, ...]) -> set[str]:
    found = set()
    with platform.db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            raw = connection.exec_driver_sql(f"SELECT * FROM {table.name}")
            for row in raw.mappings():
                for column, value in row.items():
                    shown = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
                    shown += shown.encode().decode("unicode_escape", errors="replace") if "\\u" in shown else ""
                    if any(needle in shown for needle in needles):
                        found.add(f"{table.name}.{column}")
    return found
