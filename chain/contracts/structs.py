"""From a frozen dataclass to the tuple and the typed-data message of the Solidity struct it mirrors."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar


class SignedStruct:
    """A struct that somebody signs. Fields stand in the order of the Solidity struct, in snake_case.

    `primary` is the EIP-712 type's name, `signature_fields` its members as Solidity writes them.
    """

    primary: ClassVar[str]
    signature_fields: ClassVar[str]

    def as_tuple(self) -> tuple[Any, ...]:
        return tuple(_plain(getattr(self, field.name)) for field in fields(self))  # type: ignore[arg-type]

    def as_message(self) -> dict[str, Any]:
        names = [member.split(" ")[1] for member in self.signature_fields.split(",")]
        return dict(zip(names, self.as_tuple(), strict=True))


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    return value
