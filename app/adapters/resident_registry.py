"""Who lives where. No identity registry is connected yet, and this says so instead of guessing."""

from __future__ import annotations

from collections.abc import Sequence

from chain.ids import Address, MunicipalityCode
from points.errors import RegistryNotConnected


class NoResidentRegistry:
    """Stands in until identity checks (本人確認) are built."""

    is_connected = False

    def verified(self, municipality: MunicipalityCode) -> Sequence[Address]:
        raise RegistryNotConnected
