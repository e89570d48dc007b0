"""Column types that give values back in the types of the ground floor."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, LargeBinary, String
from sqlalchemy.types import TypeDecorator

from chain.ids import Address, MunicipalityCode
from chain.units import Points, Quantity, Yen

# SQLite only numbers rows by itself in a column declared INTEGER.
BigId = BigInteger().with_variant(Integer(), "sqlite")


class AddressType(TypeDecorator[Address]):
    """A checksummed address, 42 characters."""

    impl = String(42)
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> Address | None:
        return None if value is None else Address(value)


class Bytes32(TypeDecorator[bytes]):
    """Exactly 32 bytes."""

    impl = LargeBinary(32)
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        if value is not None and len(value) != 32:
            raise ValueError(f"32 bytes wanted, {len(value)} given")
        return None if value is None else bytes(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. A naive one is a programming error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class MunicipalityCodeType(TypeDecorator[MunicipalityCode]):
    impl = String(6)
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> MunicipalityCode | None:
        return None if value is None else MunicipalityCode(value)


class _QuantityType(TypeDecorator[Any]):
    impl = BigInteger
    cache_ok = True
    quantity: type[Quantity] = Quantity

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Quantity | None:
        return None if value is None else self.quantity(int(value))


class YenType(_QuantityType):
    cache_ok = True
    quantity = Yen


class PointsType(_QuantityType):
    cache_ok = True
    quantity = Points
