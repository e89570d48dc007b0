"""Posts to an address that a stranger named: https to a public address, and nowhere into our own network.

The name is resolved once, every address it has is looked at, and the connection goes to the very address that was
looked at. No redirect is followed, no proxy is used, of the answer only the status and the wish to wait are kept. An
attempt ends after twenty seconds, however slowly the other side goes on speaking.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from chain.errors import DomainError

_SECONDS = 20.0
_PORT = 443
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))  # an IPv4 address inside an IPv6 one


class AddressRefused(DomainError):
    """Not https, or a name that leads into a network of our own."""


class NoAnswer(DomainError):
    """The other side could not be reached or did not speak HTTP."""


class Reply(NamedTuple):
    status: int
    retry_after: str = ""  # the header as it came


Resolve = Callable[[str], Sequence[str]]
Send = Callable[[str, str, str, bytes, Mapping[str, str]], Reply]


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


def send(address: str, host: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    """To one address, which the caller has looked at. Raises: NoAnswer."""
    return exchange(_Connection(address, host), path, body, headers)


def ask(url: str, body: bytes, headers: Mapping[str, str], find: Resolve = resolve, send: Send = send) -> Reply:
    """What the other side answers. Raises: AddressRefused, NoAnswer."""
    parts = _parts(url)
    host = parts.hostname or ""
    addresses = find(host)
    if not addresses or not all(is_public(address) for address in addresses):
        raise AddressRefused()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return send(addresses[0], host, path, body, headers)


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Raises: AddressRefused, NoAnswer."""
    return ask(url, body, headers).status


def exchange(
    connection: http.client.HTTPConnection,
    path: str,
    body: bytes,
    headers: Mapping[str, str],
    seconds: float = _SECONDS,
) -> Reply:
    """One request and the head of its answer. The limits of sockets are for each piece that comes; this one is for all.

    Raises: NoAnswer.
    """
    late = threading.Event()
    timer = threading.Timer(seconds, _hang_up, [connection, late])
    timer.daemon = True
    timer.start()
    try:
        connection.connect()
        if late.is_set():  # before there was anything to hang up
            raise NoAnswer()
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        reply = Reply(answer.status, answer.getheader("Retry-After") or "")
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer() from error
    finally:
        timer.cancel()
        connection.close()
    if late.is_set():
        raise NoAnswer()
    return reply


def _hang_up(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    if connection.sock is not None:
        with suppress(OSError):  # it has ended by itself
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _parts(url: str) -> SplitResult:
    """Raises: AddressRefused."""
    try:
        parts = urlsplit(url)
        is_fit = parts.scheme == "https" and parts.hostname and parts.port in (None, _PORT) and "@" not in parts.netloc
    except ValueError:
        raise AddressRefused() from None
    if not is_fit:
        raise AddressRefused()
    return parts


class _Connection(http.client.HTTPSConnection):
    """To one address, while the certificate must be the name's."""

    def __init__(self, address: str, host: str) -> None:
        context = ssl.create_default_context()
        super().__init__(host, _PORT, timeout=_SECONDS, context=context)
        self._address, self._tls = address, context

    def connect(self) -> None:
        plain = socket.create_connection((self._address, _PORT), _SECONDS)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock.do_handshake()


def _is_global(found: IPv4Address | IPv6Address) -> bool:
    return found.is_global and not found.is_multicast and not found.is_reserved
