"""The one tree of errors. Leaves take typed fields and compose their own message; no HTTP inside.

`app/errors.py` maps each leaf to a status and a Japanese and English sentence.
"""

from __future__ import annotations

from typing import Any


class MusubiError(Exception):
    """Root of every error this product raises on purpose."""


class DomainError(MusubiError):
    """A rule of the domain says no."""


class NotFound(DomainError):
    def __init__(self, what: str, key: object) -> None:
        super().__init__(f"{what} {key} not found")
        self.what = what
        self.key = key


class Invalid(DomainError):
    """Input that cannot be accepted. `reason` is a stable code, `field` names where it stood."""

    def __init__(self, field: str, reason: str, **values: Any) -> None:
        shown = ", ".join(f"{name}={value}" for name, value in values.items())
        super().__init__(f"{field}: {reason}" + (f" ({shown})" if shown else ""))
        self.field = field
        self.reason = reason
        self.values = values


class Conflict(DomainError):
    def __init__(self, what: str, reason: str, **values: Any) -> None:
        super().__init__(f"{what}: {reason}")
        self.what = what
        self.reason = reason
        self.values = values


class Forbidden(DomainError):
    def __init__(self, action: str, who: object = "") -> None:
        super().__init__(f"{who or 'this account'} may not {action}")
        self.action = action
        self.who = who


class IdentityError(MusubiError):
    """Sign-in or identity check failed. `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChainError(MusubiError):
    """Something between us and the chain."""


class NodeUnavailable(ChainError):
    """The node did not answer, or answered with something that is no answer. Trying again later may help."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"node {url} unavailable: {why}")
        self.url = url
        self.why = why


class TransactionRejected(ChainError):
    """The node refused a transaction before it reached a block. `code` is a stable name, see chain/reverts.py."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"transaction rejected ({code}): {message}")
        self.code = code
        self.message = message


class ContractReverted(ChainError):
    """A call reverted. `name` is the Solidity error's name, `args_by_name` its values."""

    def __init__(self, name: str, args_by_name: dict[str, Any] | None = None, raw: bytes = b"") -> None:
        self.name = name
        self.args_by_name = args_by_name or {}
        self.raw = raw
        shown = ", ".join(f"{key}={value}" for key, value in self.args_by_name.items())
        super().__init__(f"{name}({shown})")


class ReorgDetected(ChainError):
    """A block we knew is no longer part of the chain."""

    def __init__(self, block_number: int, known_hash: bytes, seen_hash: bytes | None) -> None:
        seen = seen_hash.hex() if seen_hash is not None else "nothing"
        super().__init__(f"block {block_number} was {known_hash.hex()}, now {seen}")
        self.block_number = block_number
        self.known_hash = known_hash
        self.seen_hash = seen_hash


class WrongChain(ChainError):
    """The node is on another chain, or the contracts found there are not the ones we know."""

    def __init__(self, what: str, expected: object, found: object) -> None:
        super().__init__(f"{what}: expected {expected}, found {found}")
        self.what = what
        self.expected = expected
        self.found = found


class ConfigError(MusubiError):
    """A setting is missing or unsafe. `setting` is the environment variable's name."""

    def __init__(self, setting: str, problem: str) -> None:
        super().__init__(f"{setting}: {problem}")
        self.setting = setting
        self.problem = problem
