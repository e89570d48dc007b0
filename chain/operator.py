"""The platform operator's own transactions: municipalities, areas, officers' roles, minters. Rare, one at a time.

They need the operator's key and wait for the receipt; everything that people do goes through the outbox instead.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from eth_account import Account

from chain.client import NodeClient
from chain.contracts import Contracts
from chain.contracts.contract import Contract
from chain.errors import NodeUnavailable, TransactionRejected
from chain.ids import Address, MunicipalityCode
from chain.settings import Mining, Settings, plain

_GAS_MARGIN = 1.3


class Operator:
    def __init__(self, settings: Settings, client: NodeClient, contracts: Contracts) -> None:
        self._key = plain(settings.operator_key)
        self.attester = Address(Account.from_key(plain(settings.attester_key)).address)
        self._mines = settings.chain_mining is Mining.ON_DEMAND
        self._chain_id = settings.chain_id
        self._client = client
        self._contracts = contracts
        self.address = Address(Account.from_key(self._key).address)

    def register_municipality(self, code: MunicipalityCode, name: str) -> None:
        self.send(self._contracts.municipalities, "registerMunicipality", code.number, name)

    def define_area(self, area_id: int, name: str, codes: Sequence[MunicipalityCode]) -> None:
        self.send(self._contracts.municipalities, "defineArea", area_id, name, [code.number for code in codes])

    def set_officer_roles(self, code: MunicipalityCode, officer: Address, roles: int) -> None:
        """roles: bit set of OfficerRole; 0 takes all away."""
        self.send(self._contracts.municipalities, "setOfficerRoles", code.number, officer, roles)

    def set_paused(self, code: MunicipalityCode, is_paused: bool) -> None:
        self.send(self._contracts.municipalities, "setPaused", code.number, is_paused)

    def allow_minter(self, minter: Address) -> None:
        self.send(self._contracts.yen, "setMinter", minter, True)

    def allow_attester(self) -> bool:
        """Let the platform's key sign who is verified. Returns: whether it could not before; else nothing is sent."""
        if self._contracts.identities.is_attester(self.attester):
            return False
        self.send(self._contracts.identities, "setAttester", self.attester, True)
        return True

    def withdraw_attester(self, attester: Address) -> None:
        """Whatever that key signed is refused from now on, also what it signed before. What is on chain stays."""
        self.send(self._contracts.identities, "setAttester", attester, False)

    def set_resale_fee(self, receiver: Address, basis_points: int) -> None:
        """The platform's part of what holders sell to each other, at most a tenth."""
        self.send(self._contracts.market, "setResaleFee", receiver, basis_points)

    def name_ticket_metadata(self, public_url: str) -> bool:
        """Where wallets read about tickets. Returns: whether it was another address before; else nothing is sent."""
        base = f"{public_url.rstrip('/')}/metadata/tickets"
        if self._contracts.tickets.view("contractURI") == base:
            return False
        self.send(self._contracts.tickets, "setURIs", f"{base}/{{id}}.json", base)
        return True

    def send(self, contract: Contract, function: str, *args: object) -> None:
        """Send one call and return when it is in a block.

        Raises: ContractReverted before anything is sent, TransactionRejected, NodeUnavailable.
        """
        calldata = contract.encode(function, *args)
        request = {"from": self.address, "to": contract.address, "data": "0x" + calldata.hex()}
        gas = int(self._client.request("eth_estimateGas", [request]), 16)
        nonce = int(self._client.request("eth_getTransactionCount", [self.address, "pending"]), 16)
        price = int(self._client.request("eth_gasPrice"), 16)
        signed = Account.sign_transaction(
            {
                "to": contract.address,
                "data": calldata,
                "value": 0,
                "gas": int(gas * _GAS_MARGIN),
                "nonce": nonce,
                "chainId": self._chain_id,
                "maxFeePerGas": 2 * price,
                "maxPriorityFeePerGas": price,
            },
            self._key,
        )
        self._wait(self._client.request("eth_sendRawTransaction", ["0x" + signed.raw_transaction.hex()]))

    def _wait(self, tx_hash: str, seconds: float = 60.0) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            receipt = self._client.request("eth_getTransactionReceipt", [tx_hash])
            if receipt is not None:
                if int(receipt["status"], 16) != 1:
                    raise TransactionRejected("reverted", f"transaction {tx_hash} reverted")
                return
            if self._mines:
                self._client.request("evm_mine")
            else:
                time.sleep(0.2)
        raise NodeUnavailable(self._client.url, f"transaction {tx_hash} is in no block after {seconds:.0f} s")
