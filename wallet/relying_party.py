"""Whom a passkey is for: this site. Browsers bind passkeys to a name, never to an IP address."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class RelyingParty:
    id: str  # the host's name
    origin: str  # where pages with passkeys must be open

    @classmethod
    def of(cls, public_url: str) -> RelyingParty | None:
        """None where the site has no name. One's own machine has one beside its address: localhost.

        Source: W3C Web Authentication Level 3, section 5.1.2 (RP ID is a valid domain string).
        """
        parts = urlsplit(public_url)
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
        try:
            if not ipaddress.ip_address(host).is_loopback:
                return None
            host = "localhost"
        except ValueError:  # a name
            pass
        return cls(host, f"{parts.scheme}://{host}{port}")
