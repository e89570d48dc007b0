"""The contracts as Ape compiles and deploys them: who may what, a grant and a payment, the standards' interfaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ape
import pytest
from eth_abi import encode
from eth_account import Account
from eth_utils import keccak

PROGRAM = (
    "uint32 programId,uint32 issuer,uint32 areaId,uint64 cap,uint32 firstDay,uint32 lastDay,bool paid,"
    "bool transferable,bool verifiedOnly,bool refundsExpired,bytes32 termsHash,uint64 deadline"
)
ISSUE = "bytes32 campaignId,uint32 programId,uint32 expiryDay,uint64 total,bytes32 chunksRoot,uint64 deadline"
PAYMENT = "address holder,uint64 merchantId,uint64 amount,uint256[] ids,uint64[] amounts,uint256 nonce,uint64 deadline"
BINDING = (
    "bytes32 nullifier,address account,uint32 municipality,uint8 level,uint32 validUntil,uint24 revision,"
    "uint64 deadline"
)
UDA = 292125
LATER = 2**63
SHOP = 101
Signed = Callable[..., bytes]


@pytest.fixture(scope="module")
def program(points: Any, operator: Any, officer: Any, signed: Signed) -> tuple[int, int]:
    """(program id, expiry day) of an open program."""
    today = points.today()
    values = {
        "programId": 7, "issuer": UDA, "areaId": 1, "cap": 10_000, "firstDay": today, "lastDay": today + 90,
        "paid": False, "transferable": False, "verifiedOnly": False, "refundsExpired": False,
        "termsHash": keccak(text="terms"), "deadline": LATER,
    }  # fmt: skip
    signature = signed(officer, points, "Program", PROGRAM, values)
    points.createProgram(tuple(values.values()), officer.address, signature, sender=operator)
    return 7, today + 30


@pytest.fixture(scope="module")
def shop(merchants: Any, operator: Any, officer: Any, signed: Signed) -> Any:
    account = Account.create()
    values = {"merchantId": SHOP, "municipality": UDA, "account": account.address, "deadline": LATER}
    struct = "uint64 merchantId,uint32 municipality,address account,uint64 deadline"
    signature = signed(officer, merchants, "Registration", struct, values)
    merchants.register(tuple(values.values()), officer.address, signature, sender=operator)
    return account


def test_a_municipality_code_with_a_wrong_check_digit_is_refused(municipalities: Any, operator: Any) -> None:
    with ape.reverts(municipalities.MunicipalityCodeInvalid):
        municipalities.registerMunicipality(292126, "打ち間違い", sender=operator)


def test_only_the_operator_registers_towns_and_officers(municipalities: Any, accounts: Any) -> None:
    with ape.reverts():
        municipalities.registerMunicipality(192066, "大月市", sender=accounts[3])
    with ape.reverts():
        municipalities.setOfficerRoles(UDA, accounts[3], 31, sender=accounts[3])


def test_points_granted_by_an_officer_are_paid_to_a_shop(
    points: Any, operator: Any, officer: Any, program: tuple[int, int], shop: Any, signed: Signed
) -> None:
    holder = Account.create()
    program_id, day = program
    campaign = keccak(text="campaign")
    chunk = (0, [holder.address], [500])
    leaf = keccak(keccak(encode(["bytes32", "uint32", "address[]", "uint64[]"], [campaign, *chunk])))
    issue = {
        "campaignId": campaign, "programId": program_id, "expiryDay": day, "total": 500, "chunksRoot": leaf,
        "deadline": LATER,
    }  # fmt: skip
    signature = signed(officer, points, "Issue", ISSUE, issue)
    points.grant(tuple(issue.values()), officer.address, signature, chunk, [], sender=operator)
    lot = program_id << 32 | day
    assert points.spendableOf(holder.address, lot) == 500
    payment = {
        "holder": holder.address, "merchantId": SHOP, "amount": 200, "ids": [lot], "amounts": [200], "nonce": 0,
        "deadline": LATER,
    }  # fmt: skip
    signature = signed(holder, points, "Payment", PAYMENT, payment)
    points.pay(tuple(payment.values()), signature, sender=operator)
    assert points.takingsOf(shop.address, lot) == 200
    with ape.reverts(points.NonceUsed):
        points.pay(tuple(payment.values()), signature, sender=operator)


@pytest.mark.parametrize("interface", ["0xd9b67a26", "0x0e89341c", "0x01ffc9a7"])
def test_points_answer_for_the_standards_they_keep(points: Any, interface: str) -> None:
    assert points.supportsInterface(interface)
    assert not points.supportsInterface("0xffffffff")


def test_only_a_minter_makes_test_yen(yen: Any, operator: Any, accounts: Any) -> None:
    yen.mint(accounts[4], 1_000, sender=operator)
    assert yen.balanceOf(accounts[4]) == 1_000
    with ape.reverts():
        yen.mint(accounts[4], 1_000, sender=accounts[4])


def test_the_market_holds_the_yen_token_it_was_given(market: Any, yen: Any) -> None:
    assert market.yen() == yen.address


def test_what_is_sold_for_points_is_sold_by_a_contract_of_the_market(
    project: Any, market: Any, points: Any, accounts: Any
) -> None:
    points_market = project.PointsMarket.at(market.pointsMarket())
    assert (points_market.market(), points_market.points()) == (market.address, points.address)
    purchase = (1, accounts[5], accounts[5], 1, 0, LATER, bytes(32))
    with ape.reverts(market.DeliveryUnauthorized):
        market.deliver(purchase, [], sender=accounts[5])


@pytest.mark.parametrize("interface", ["0xd9b67a26", "0x0e89341c", "0x01ffc9a7"])
def test_tickets_answer_for_the_standards_they_keep(tickets: Any, interface: str) -> None:
    assert tickets.supportsInterface(interface)
    assert not tickets.supportsInterface("0xffffffff")


def test_only_an_officer_of_the_town_opens_a_service(tickets: Any, operator: Any, officer: Any, signed: Signed) -> None:
    struct = "uint32 serviceId,uint32 municipality,uint64 deadline"
    values = {"serviceId": 1, "municipality": UDA, "deadline": LATER}
    stranger = Account.create()
    with ape.reverts():
        signature = signed(stranger, tickets, "Service", struct, values)
        tickets.openService(tuple(values.values()), stranger.address, signature, sender=operator)
    signature = signed(officer, tickets, "Service", struct, values)
    tickets.openService(tuple(values.values()), officer.address, signature, sender=operator)
    with ape.reverts(tickets.ServiceExists):
        tickets.openService(tuple(values.values()), officer.address, signature, sender=operator)


def test_only_the_operator_sets_the_fee_of_resales(market: Any, operator: Any, accounts: Any) -> None:
    market.setResaleFee(accounts[5], 250, sender=operator)
    assert tuple(market.resaleFee()) == (accounts[5].address, 250)
    with ape.reverts():
        market.setResaleFee(accounts[5], 100, sender=accounts[5])


def test_who_is_verified_is_asked_of_the_registry_that_the_operators_attester_signs_for(
    identities: Any, market: Any, points: Any, operator: Any, accounts: Any, signed: Signed
) -> None:
    assert market.identities() == points.identities() == identities.address
    attester, person = Account.create(), accounts[6]
    values = {
        "nullifier": keccak(text="somebody"), "account": person.address, "municipality": UDA, "level": 1,
        "validUntil": points.today() + 365, "revision": 1, "deadline": LATER,
    }  # fmt: skip
    signature = signed(attester, identities, "Binding", BINDING, values)
    with ape.reverts():
        identities.bind(tuple(values.values()), attester.address, signature, sender=operator)
    with ape.reverts():
        identities.setAttester(attester.address, True, sender=accounts[5])
    identities.setAttester(attester.address, True, sender=operator)
    identities.bind(tuple(values.values()), attester.address, signature, sender=accounts[5])  # anybody may send it
    assert identities.isVerified(person) and identities.isResident(person, UDA)
    with ape.reverts(identities.BindingOutdated):
        identities.bind(tuple(values.values()), attester.address, signature, sender=operator)
