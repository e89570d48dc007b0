"""Database: one `Database` per process with `read()` and `write()` sessions; rows of all domains share `Base`."""

from chain.db.base import Base
from chain.db.changes import Changes
from chain.db.rows import OwnData, plain_rows
from chain.db.session import Database
from chain.db.types import AddressType, BigId, Bytes32, MunicipalityCodeType, PointsType, UtcDateTime, YenType

__all__ = [
    "AddressType",
    "Base",
    "BigId",
    "Bytes32",
    "Changes",
    "Database",
    "MunicipalityCodeType",
    "OwnData",
    "PointsType",
    "UtcDateTime",
    "YenType",
    "plain_rows",
]
