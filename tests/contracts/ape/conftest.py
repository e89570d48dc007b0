"""Ape's own chain with our contracts on it: a town with an officer, a shop, a program, a card on sale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from eth_account import Account

UDA = 292125
ALL_ROLES = 31
LATER = 2**63


@pytest.fixture(scope="session")
def operator(accounts: Any) -> Any:
    return accounts[0]


@pytest.fixture(scope="session")
def officer() -> Any:
    return Account.create()


@pytest.fixture(scope="session")
def municipalities(project: Any, operator: Any, officer: Any) -> Any:
    registry = operator.deploy(project.MunicipalityRegistry, operator)
    registry.registerMunicipality(UDA, "宇陀市", sender=operator)
    registry.setOfficerRoles(UDA, officer.address, ALL_ROLES, sender=operator)
    registry.defineArea(1, "宇陀市", [UDA], sender=operator)
    return registry


@pytest.fixture(scope="session")
def merchants(project: Any, operator: Any, municipalities: Any) -> Any:
    return operator.deploy(project.MerchantRegistry, municipalities)


@pytest.fixture(scope="session")
def points(project: Any, operator: Any, municipalities: Any, merchants: Any) -> Any:
    return operator.deploy(project.RegionalPoints, municipalities, merchants, operator)


@pytest.fixture(scope="session")
def yen(project: Any, operator: Any) -> Any:
    return operator.deploy(project.YenToken, operator)


@pytest.fixture(scope="session")
def market(project: Any, operator: Any, municipalities: Any, yen: Any, points: Any) -> Any:
    template = operator.deploy(project.Collection)
    return operator.deploy(project.Market, municipalities, yen, points, template, operator)


@pytest.fixture(scope="session")
def identities(project: Any, operator: Any, municipalities: Any, market: Any, points: Any) -> Any:
    registry = operator.deploy(project.IdentityRegistry, municipalities, operator)
    for asking in (market, points):
        asking.setIdentityRegistry(registry, sender=operator)
    return registry


@pytest.fixture(scope="session")
def tickets(project: Any, operator: Any, municipalities: Any, yen: Any, points: Any) -> Any:
    return operator.deploy(project.TicketInventory, municipalities, yen, points, operator)


@pytest.fixture(scope="session")
def signed(chain: Any) -> Callable[..., bytes]:
    """The signature of `signer` over one flat struct in the EIP-712 domain of `contract`."""

    def sign(signer: Any, contract: Any, name: str, struct: str, values: dict[str, Any]) -> bytes:
        fields = [dict(zip(("type", "name"), part.split(" "), strict=True)) for part in struct.split(",")]
        typed = {
            "types": {
                "EIP712Domain": [
                    {"name": "name", "type": "string"},
                    {"name": "version", "type": "string"},
                    {"name": "chainId", "type": "uint256"},
                    {"name": "verifyingContract", "type": "address"},
                ],
                name: fields,
            },
            "primaryType": name,
            "domain": {
                "name": contract.contract_type.name,
                "version": "1",
                "chainId": chain.chain_id,
                "verifyingContract": contract.address,
            },
            "message": values,
        }
        return bytes(Account.sign_typed_data(signer.key, full_message=typed).signature)

    return sign
