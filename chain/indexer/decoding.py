"""Event logs to values, prepared once per event from its ABI: static words by slicing the hex text, no codec object.

Gives what LogRecord promises: checksummed addresses, ints, bytes, bools, strings, lists; a struct comes as a tuple.
An indexed string, bytes, array or struct is known by its hash only, so its value is those 32 bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from eth_abi import decode as abi_decode
from eth_utils import keccak, to_checksum_address

from chain.errors import ChainError
from chain.ids import Address
from chain.reverts import canonical_type

Decode = Callable[[Sequence[str], str], dict[str, Any]]  # (topics, data), both as the node writes them
_Word = Callable[[str], Any]

_WORD = 64  # hex digits


class UndecodableLog(ChainError):
    """A log of a known contract does not fit its ABI."""

    def __init__(self, event: str, why: str) -> None:
        super().__init__(f"log of {event} cannot be read: {why}")
        self.event = event
        self.why = why


def topic_of(event: dict[str, Any]) -> str:
    """topic0 of an event's ABI, 0x-hex."""
    kinds = ",".join(canonical_type(parameter) for parameter in event["inputs"])
    return "0x" + keccak(text=f"{event['name']}({kinds})").hex()


def decoder_of(event: dict[str, Any]) -> Decode:
    """A function from (topics, data) to the event's values by parameter name.

    Raises (the function): UndecodableLog.
    """
    name = str(event["name"])
    inputs = [(given["name"] or str(at), given) for at, given in enumerate(event["inputs"])]
    indexed = [(key, given["type"] if given["type"] in _STATIC else "bytes32") for key, given in _only(inputs, True)]
    rest = _only(inputs, False)
    if all(given["type"] in _STATIC for _, given in rest):
        return _static_decoder(name, indexed, [(key, given["type"]) for key, given in rest])
    return _dynamic_decoder(name, indexed, rest)


def _only(inputs: list[tuple[str, dict[str, Any]]], indexed: bool) -> list[tuple[str, dict[str, Any]]]:
    return [(key, given) for key, given in inputs if bool(given.get("indexed")) is indexed]


def _static_decoder(name: str, indexed: list[tuple[str, str]], rest: list[tuple[str, str]]) -> Decode:
    """One expression for the whole event, compiled: no loop over fields and no call for most of them."""
    fields = [f"{key!r}: {_source(kind, f'topics[{at}]', 2)}" for at, (key, kind) in enumerate(indexed, start=1)]
    fields += [f"{key!r}: {_source(kind, 'data', 2 + at * _WORD)}" for at, (key, kind) in enumerate(rest)]
    fits = f"len(topics) == {1 + len(indexed)} and len(data) >= {2 + len(rest) * _WORD}"

    def refuse(topics: Sequence[str], data: str) -> dict[str, Any]:
        raise UndecodableLog(name, f"{len(topics)} topics, {len(data) // 2 - 1} bytes")

    names = {"addresses": _addresses, "signed": _signed, "fromhex": bytes.fromhex, "refuse": refuse}
    source = f"lambda topics, data: {{{', '.join(fields)}}} if {fits} else refuse(topics, data)"
    decode: Decode = eval(source, names)  # noqa: S307 - made of an ABI of ours, names as literals  # nosec B307
    return decode


def _source(kind: str, text: str, start: int) -> str:
    """The expression that reads the word that begins at `start` of `text`."""
    word = f"{text}[{start}:{start + _WORD}]"
    if kind == "address":
        return f"addresses[{text}[{start + 24}:{start + _WORD}]]"
    if kind.startswith("bytes"):
        return f"fromhex({text}[{start}:{start + 2 * int(kind.removeprefix('bytes'))}])"
    if kind.startswith("int"):
        return f"signed({word})"
    return f"int({word}, 16) != 0" if kind == "bool" else f"int({word}, 16)"


def _dynamic_decoder(name: str, indexed: list[tuple[str, str]], rest: list[tuple[str, dict[str, Any]]]) -> Decode:
    read_topics = _static_decoder(name, indexed, [])
    read_all = _quick_reader(rest) or _codec_reader(rest)

    def decode(topics: Sequence[str], data: str) -> dict[str, Any]:
        values = read_topics(topics, data)
        try:
            values.update(read_all(data[2:]))
        except Exception as error:  # whatever a codec makes of broken bytes
            raise UndecodableLog(name, str(error)) from error
        return values

    return decode


def _quick_reader(rest: list[tuple[str, dict[str, Any]]]) -> Callable[[str], dict[str, Any]] | None:
    """A reader of words, bytes, strings and lists of words; None when something else is among them."""
    readers: list[tuple[str, int, Callable[[str, int], Any]]] = []
    for at, (key, given) in enumerate(rest):
        kind = given["type"]
        if kind in _STATIC:
            readers.append((key, at * _WORD, _word_reader(_STATIC[kind])))
        elif kind in ("bytes", "string"):
            readers.append((key, at * _WORD, _bytes_at if kind == "bytes" else _string_at))
        elif kind.endswith("[]") and kind[:-2] in _STATIC:
            readers.append((key, at * _WORD, _list_reader(_STATIC[kind[:-2]])))
        else:
            return None
    return lambda text: {key: read(text, place) for key, place, read in readers}


def _word_reader(read: _Word) -> Callable[[str, int], Any]:
    return lambda text, place: read(text[place : place + _WORD])


def _list_reader(read: _Word) -> Callable[[str, int], Any]:
    def read_list(text: str, place: int) -> list[Any]:
        start, count = _tail(text, place)
        return [read(text[at : at + _WORD]) for at in range(start, _within(text, start + count * _WORD), _WORD)]

    return read_list


def _bytes_at(text: str, place: int) -> bytes:
    start, count = _tail(text, place)
    return bytes.fromhex(text[start : _within(text, start + count * 2)])


def _string_at(text: str, place: int) -> str:
    return _bytes_at(text, place).decode("utf-8", "replace")  # a contract may emit anything; a log must not stop us


def _tail(text: str, place: int) -> tuple[int, int]:
    """Where a dynamic value begins, and its length word."""
    offset = 2 * int(text[place : place + _WORD], 16)
    return offset + _WORD, int(text[offset : _within(text, offset + _WORD)], 16)


def _within(text: str, end: int) -> int:
    if end > len(text):
        raise ValueError("the log ends too early")
    return end


def _codec_reader(rest: list[tuple[str, dict[str, Any]]]) -> Callable[[str], dict[str, Any]]:
    kinds = [canonical_type(given) for _, given in rest]

    def read(text: str) -> dict[str, Any]:
        values = abi_decode(kinds, bytes.fromhex(text))
        return {key: _plain(value, given) for (key, given), value in zip(rest, values, strict=True)}

    return read


def _plain(value: Any, given: dict[str, Any]) -> Any:
    kind: str = given["type"]
    if kind.endswith("]"):
        inner = {**given, "type": kind[: kind.rindex("[")]}
        return [_plain(item, inner) for item in value]
    if kind == "tuple":
        return tuple(_plain(item, part) for item, part in zip(value, given["components"], strict=True))
    return Address(to_checksum_address(value)) if kind == "address" else value


class _Addresses(dict[str, Address]):
    """The 40 hex digits of an address to its checksummed form, remembered, since a checksum costs a hash."""

    _most = 200_000

    def __missing__(self, digits: str) -> Address:
        if len(self) >= self._most:
            self.clear()
        found = self[digits] = Address(to_checksum_address("0x" + digits))
        return found


_addresses = _Addresses()


def _address(word: str) -> Address:
    return _addresses[word[-40:]]


def _unsigned(word: str) -> int:
    return int(word, 16)


def _signed(word: str) -> int:
    value = int(word, 16)
    return value - (1 << 256) if value >> 255 else value


def _boolean(word: str) -> bool:
    return int(word, 16) != 0


def _fixed_bytes(size: int) -> _Word:
    return lambda word: bytes.fromhex(word[-_WORD:][: size * 2])


_STATIC: dict[str, _Word] = {
    "address": _address,
    "bool": _boolean,
    **{f"uint{bits}": _unsigned for bits in range(8, 257, 8)},
    **{f"int{bits}": _signed for bits in range(8, 257, 8)},
    **{f"bytes{size}": _fixed_bytes(size) for size in range(1, 33)},
}
