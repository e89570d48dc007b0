"""From the encoded arguments of many calls to those of one call that takes a list of each argument, by copying bytes.

Source: Solidity's Contract ABI Specification, "Formal Specification of the Encoding". An offset inside a dynamic value
counts from that value's own start, so the value keeps its meaning wherever it is copied to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from eth_abi.grammar import ABIType, BasicType, TupleType, parse

_WORD = 32


class Columns:
    """`join` gives what decoding each item and encoding the lists gives, without looking into the values.

    The items must be encoded in the strict mode, as eth_abi does: values in their order, with nothing between them.
    """

    def __init__(self, item_types: Sequence[str]) -> None:
        parsed = [parse(one) for one in item_types]
        self._is_dynamic = [one.is_dynamic for one in parsed]
        sizes = [_WORD if one.is_dynamic else _static_bytes(one) for one in parsed]
        self._heads = list(pairwise(accumulate(sizes, initial=0)))

    def join(self, items: Sequence[bytes]) -> bytes:
        """Of `items`, each the encoded arguments of one call, the encoded lists."""
        rows = [list(self.values(item)) for item in items]
        columns = [
            _listed(column, dynamic) for column, dynamic in zip(zip(*rows, strict=True), self._is_dynamic, strict=True)
        ]
        return _with_offsets(columns)

    def values(self, item: bytes) -> Iterator[bytes]:
        """The encoded arguments one by one, a dynamic one without its offset."""
        starts = [
            int.from_bytes(item[first:last])
            for (first, last), dynamic in zip(self._heads, self._is_dynamic, strict=True)
            if dynamic
        ]
        tails = iter(pairwise([*starts, len(item)]))
        for (first, last), dynamic in zip(self._heads, self._is_dynamic, strict=True):
            if dynamic:
                first, last = next(tails)
            yield item[first:last]


def _listed(values: Sequence[bytes], dynamic: bool) -> bytes:
    return _word(len(values)) + (_with_offsets(values) if dynamic else b"".join(values))


def _with_offsets(values: Sequence[bytes]) -> bytes:
    offsets = accumulate((len(value) for value in values[:-1]), initial=_WORD * len(values))
    return b"".join([*map(_word, offsets), *values])


def _word(number: int) -> bytes:
    return number.to_bytes(_WORD)


def _static_bytes(kind: ABIType) -> int:
    if kind.arrlist:
        length: int = kind.arrlist[-1][0]
        return length * _static_bytes(kind.item_type)
    if isinstance(kind, TupleType):
        return sum(_static_bytes(one) for one in kind.components)
    assert isinstance(kind, BasicType)
    return _WORD
