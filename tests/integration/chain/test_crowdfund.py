"""The wrapper's words are the contract's words: a project opened, supported, paid out, thanked, given up."""

from __future__ import annotations

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from chain.contracts.crowdfund import (
    Crowdfund,
    MilestoneRelease,
    Pledge,
    Project,
    ProjectCancellation,
    ProjectDetails,
    ProjectState,
)
from chain.contracts.market import CollectionTerms, NewCollection
from chain.contracts.typed_data import sign
from chain.ids import ZERO_ADDRESS, Address
from tests.fixtures.chain import UDA, Chain
from tests.fixtures.governance import FAR, send_call

PURSE = Address("0x0000000000000000000000000000000000000071")
DETAILS = ProjectDetails(((PURSE, 10_000),), (6_000, 4_000))
HALL = 51


@pytest.fixture
def supporter(chain: Chain) -> LocalAccount:
    account: LocalAccount = Account.create()
    chain.give_yen(Address(account.address), 10_000)
    return account


def test_a_project_is_supported_paid_and_thanked(chain: Chain, supporter: LocalAccount) -> None:
    fund, clerk = chain.contracts.crowdfund, Address(chain.officer.address)
    thanks = _thanks(chain)
    closes_at = _open(chain, thanks)
    _pledge(chain, fund, supporter, 5_001)
    assert (fund.state_of(HALL), fund.raised_by(HALL)) == (ProjectState.OPEN, 5_001)
    chain.mine(at=closes_at)
    send_call(chain, fund.pay_first(HALL))
    send_call(chain, fund.thank(HALL, [Address(supporter.address)]))
    assert chain.contracts.collection(thanks).owner_of(1) == Address(supporter.address)
    release = MilestoneRelease(HALL, 1, keccak(text="report"), FAR)
    signature = sign(fund.signed_message(release), chain.officer.key)
    send_call(chain, fund.pay_milestone(release, clerk, signature))
    assert fund.paid_of(HALL) == (2, 5_001)
    assert chain.contracts.yen.balance_of(PURSE) == 5_001


def test_a_project_given_up_gives_back(chain: Chain, supporter: LocalAccount) -> None:
    fund, clerk = chain.contracts.crowdfund, Address(chain.officer.address)
    _open(chain, ZERO_ADDRESS)
    _pledge(chain, fund, supporter, 700)
    cancellation = ProjectCancellation(HALL, FAR)
    signature = sign(fund.signed_message(cancellation), chain.officer.key)
    send_call(chain, fund.cancel_project(cancellation, clerk, signature))
    send_call(chain, fund.give_back(HALL, [Address(supporter.address)]))
    assert chain.contracts.yen.balance_of(Address(supporter.address)) == 10_000
    assert fund.state_of(HALL) is ProjectState.CANCELLED
    assert (fund.pledged_by(HALL, Address(supporter.address)), fund.owed_to(Address(supporter.address))) == (700, 0)


def _thanks(chain: Chain) -> Address:
    market, clerk = chain.contracts.market, Address(chain.officer.address)
    terms = CollectionTerms(
        "支援の証", "THX", "https://x/", "https://x/c", UDA.number, 50, 0, clerk, False, True,
        minter=chain.contracts.crowdfund.address,
    )  # fmt: skip
    new = NewCollection(HALL, terms.terms_hash(), UDA.number, FAR)
    signature = sign(market.new_collection_message(new), chain.officer.key)
    send_call(chain, market.create_collection(new, terms, clerk, signature))
    return market.collection_of(HALL)


def _open(chain: Chain, collection: Address) -> int:
    fund, opens_at = chain.contracts.crowdfund, chain.now()
    closes_at = opens_at + 1_000
    project = Project(
        HALL, UDA.number, 5_000, opens_at, closes_at, True, collection, 1_000, 0, DETAILS.details_hash(), FAR
    )
    signature = sign(fund.signed_message(project), chain.officer.key)
    send_call(chain, fund.open_project(project, DETAILS, Address(chain.officer.address), signature))
    return closes_at


def _pledge(chain: Chain, fund: Crowdfund, supporter: LocalAccount, amount: int) -> None:
    pledge = Pledge(HALL, Address(supporter.address), amount, FAR, bytes(32))
    send_call(chain, fund.pledge(pledge, sign(fund.pledge_message(pledge), supporter.key)))
