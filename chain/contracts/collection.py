"""Collection: one series of NFTs. The Market mints and sells; holders redeem, lend and give by signature."""

from __future__ import annotations

from dataclasses import dataclass

from eth_abi import encode

from chain.contracts.contract import Contract
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData
from chain.errors import ContractReverted, NodeUnavailable
from chain.ids import Address
from chain.outbox import Call


@dataclass(frozen=True, slots=True)
class Redemption(SignedStruct):
    """One use of a right at a place (merchant id). `use` counts from 1 and is the next one."""

    primary = "Redemption"
    signature_fields = "uint256 tokenId,address holder,uint64 place,uint16 use,uint64 deadline"

    token_id: int
    holder: Address
    place: int
    use: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Loan(SignedStruct):
    primary = "Loan"
    signature_fields = "uint256 tokenId,address owner,address user,uint64 expires,uint256 nonce,uint64 deadline"

    token_id: int
    owner: Address
    user: Address
    expires: int
    nonce: int
    deadline: int


@dataclass(frozen=True, slots=True)
class LoanReturn(SignedStruct):
    primary = "LoanReturn"
    signature_fields = "uint256 tokenId,address user,uint64 expires"

    token_id: int
    user: Address
    expires: int


@dataclass(frozen=True, slots=True)
class TokenGift(SignedStruct):
    """`moves` is `moves_of(token_id)`."""

    primary = "Gift"
    signature_fields = "uint256 tokenId,address from,address to,uint32 moves,uint64 deadline"

    token_id: int
    sender: Address
    receiver: Address
    moves: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Withdrawal(SignedStruct):
    """Voids all asks, gifts and approvals of a token. `moves` is `moves_of(token_id)`."""

    primary = "Withdrawal"
    signature_fields = "uint256 tokenId,address owner,uint32 moves,uint64 deadline"

    token_id: int
    owner: Address
    moves: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Rebinding(SignedStruct):
    primary = "Rebinding"
    signature_fields = "uint256 tokenId,address from,address to,uint64 deadline"

    token_id: int
    former: Address
    current: Address
    deadline: int


@dataclass(frozen=True, slots=True)
class MetadataChange(SignedStruct):
    primary = "MetadataChange"
    signature_fields = "string baseURI,string contractURI,uint256 nonce,uint64 deadline"

    base_uri: str
    contract_uri: str
    nonce: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for every token as a right. Times in unix seconds, 0 where there is none."""

    uses: int
    valid_from: int
    valid_until: int
    transfers_until: int
    place: int
    is_lendable: bool


_RECEIVED = bytes.fromhex("150b7a02")  # onERC721Received(address,address,uint256,bytes) of ERC-721


class Collection(Contract):
    def is_received_by(self, account: Address) -> bool:
        """Can it hold tokens: an account can, a contract only if it says so (ERC-721). A node that is away is not
        waited for: what is signed then waits for it, too."""
        asked = encode(["address", "address", "uint256", "bytes"], [self.address, self.address, 0, b""])
        try:
            if not self.client.code(account):
                return True
            return self.client.call(account, _RECEIVED + asked)[:4] == _RECEIVED
        except NodeUnavailable:
            return True
        except ContractReverted:
            return False

    def signed_message(self, act: SignedStruct) -> TypedData:
        """Typed data of any act above, in this collection's domain."""
        return self.message(act.primary, act.signature_fields, act.as_message())

    def redeem(self, redemption: Redemption, signature: bytes) -> Call:
        return self.to_call("redeem", redemption.as_tuple(), signature)

    def lend(self, loan: Loan, signature: bytes) -> Call:
        return self.to_call("lend", loan.as_tuple(), signature)

    def end_loan(self, loan_return: LoanReturn, signature: bytes) -> Call:
        return self.to_call("endLoan", loan_return.as_tuple(), signature)

    def give(self, gift: TokenGift, signature: bytes) -> Call:
        return self.to_call("give", gift.as_tuple(), signature)

    def withdraw_asks(self, withdrawal: Withdrawal, signature: bytes) -> Call:
        return self.to_call("withdrawAsks", withdrawal.as_tuple(), signature)

    def rebind(self, rebinding: Rebinding, officer: Address, signature: bytes) -> Call:
        return self.to_call("rebind", rebinding.as_tuple(), officer, signature)

    def change_metadata(self, change: MetadataChange, officer: Address, signature: bytes) -> Call:
        return self.to_call("changeMetadata", change.as_tuple(), officer, signature)

    def owner_of(self, token_id: int) -> Address:
        return Address(self.view("ownerOf", token_id))

    def user_of(self, token_id: int) -> Address:
        """To whom a right is lent now (ERC-4907); the zero address when it is not."""
        return Address(self.view("userOf", token_id))

    def winner_of(self, token_id: int) -> Address:
        """Who won the auction that minted the token."""
        return Address(self.view("winnerOf", token_id))

    def moves_of(self, token_id: int) -> int:
        return int(self.view("movesOf", token_id))

    def uses_left_of(self, token_id: int) -> int:
        return int(self.view("usesLeftOf", token_id))

    def rules(self) -> Rules:
        uses, valid_from, valid_until, transfers_until, place, lendable = self.view("rules")
        return Rules(int(uses), int(valid_from), int(valid_until), int(transfers_until), int(place), bool(lendable))

    def balance_of(self, owner: Address) -> int:
        return int(self.view("balanceOf", owner))

    def total_minted(self) -> int:
        return int(self.view("totalMinted"))

    def votes_at(self, owner: Address, moment: int) -> int:
        """Votes of `owner` at a past moment (unix seconds)."""
        return int(self.view("getPastVotes", owner, moment))

    def votes(self, owner: Address) -> int:
        return int(self.view("getVotes", owner))
