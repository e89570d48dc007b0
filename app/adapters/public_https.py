"""Posts to an address that a stranger named: https to a public address, and nowhere into our own network.

The name is resolved once, every address it has is looked at, and the connection goes to the very address that was
looked at. No redirect is followed, no proxy is used, of the answer only the status is kept.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from chain.errors import DomainError

_SECONDS = 10
_PORT = 443
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))  # an IPv4 address inside an IPv6 one


class AddressRefused(DomainError):
    """Not https, or a name that leads into a network of our own."""


class NoAnswer(DomainError):
    """The other side could not be reached or did not speak HTTP."""


Resolve = Callable[[str], Sequence[str]]
Send = Callable[[str, str, str, bytes, Mapping[str, str]], int]


def resolve(host: str) -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, _PORT, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise NoAnswer() from error


def is_public(address: str) -> bool:
    """May something inside this installation talk to it on a stranger's word?"""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if inner or any(found in network for network in _TRANSLATED):
            return False
    return _is_global(found)


def post(url: str, body: bytes, headers: Mapping[str, str], find: Resolve = resolve, send: Send | None = None) -> int:
    """The status of the answer. Raises: AddressRefused, NoAnswer."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or not host or parts.port not in (None, _PORT) or "@" in parts.netloc:
        raise AddressRefused()
    addresses = find(host)
    if not addresses or not all(is_public(address) for address in addresses):
        raise AddressRefused()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return (send or _send)(addresses[0], host, path, body, headers)


class _Connection(http.client.HTTPSConnection):
    """To one address, while the certificate must be the name's."""

    def __init__(self, address: str, host: str) -> None:
        context = ssl.create_default_context()
        super().__init__(host, _PORT, timeout=_SECONDS, context=context)
        self._address, self._tls = address, context

    def connect(self) -> None:
        plain = socket.create_connection((self._address, _PORT), _SECONDS)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


def _send(address: str, host: str, path: str, body: bytes, headers: Mapping[str, str]) -> int:
    connection = _Connection(address, host)
    try:
        connection.request("POST", path, body, dict(headers))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer() from error
    finally:
        connection.close()


def _is_global(found: IPv4Address | IPv6Address) -> bool:
    return found.is_global and not found.is_multicast and not found.is_reserved
