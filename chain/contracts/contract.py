"""What all typed wrappers share: an address, an ABI, a node to ask, and calls for the outbox."""

from __future__ import annotations

from typing import Any

from eth_abi import decode, encode
from eth_utils import keccak, to_checksum_address

from chain.client import NodeClient
from chain.contracts.typed_data import TypedData, typed_data
from chain.ids import Address
from chain.outbox import Call
from chain.reverts import canonical_type


class Contract:
    """One deployed contract. `name` is its name in the deployments and of its EIP-712 domain."""

    def __init__(
        self, name: str, address: Address, abi: list[dict[str, Any]], client: NodeClient, chain_id: int
    ) -> None:
        self.name = name
        self.address = address
        self.abi = abi
        self.client = client
        self.chain_id = chain_id
        functions = [item for item in abi if item.get("type") == "function"]
        self._functions = {_signature(item): item for item in functions} | {item["name"]: item for item in functions}

    def encode(self, function: str, *args: Any) -> bytes:
        """Selector and ABI-encoded arguments. An overloaded function is named with its types: "name(type,type)"."""
        item = self._functions[function]
        kinds = [canonical_type(given) for given in item["inputs"]]
        return self._selector(function) + encode(kinds, args)

    def view(self, function: str, *args: Any, block: str = "latest") -> Any:
        """Ask the node; a single return value stands alone, several come as a tuple. Addresses are checksummed.

        Raises: ContractReverted, NodeUnavailable.
        """
        answer = self.client.call(self.address, self.encode(function, *args), block)
        outputs = self._functions[function]["outputs"]
        values = decode([canonical_type(output) for output in outputs], answer)
        shown = tuple(
            to_checksum_address(value) if output["type"] == "address" else value
            for output, value in zip(outputs, values, strict=True)
        )
        return shown[0] if len(shown) == 1 else shown

    def to_call(self, function: str, *args: Any, batch_kind: str = "") -> Call:
        """The call for the outbox; with `batch_kind` its arguments also stand as the batch item."""
        calldata = self.encode(function, *args)
        return Call(self.name, self.address, calldata, batch_kind, calldata[4:] if batch_kind else b"")

    def message(self, primary: str, fields: str, values: dict[str, Any]) -> TypedData:
        """Typed data in this contract's EIP-712 domain."""
        return typed_data(self.name, self.chain_id, self.address, primary, fields, values)

    def argument_types(self, function: str) -> list[str]:
        return [canonical_type(given) for given in self._functions[function]["inputs"]]

    def _selector(self, function: str) -> bytes:
        return keccak(text=_signature(self._functions[function]))[:4]


def _signature(item: dict[str, Any]) -> str:
    kinds = ",".join(canonical_type(given) for given in item["inputs"])
    return f"{item['name']}({kinds})"
