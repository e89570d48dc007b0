"""Every contract that is deployed fits what a chain accepts as code (EIP-170), with room for the next change."""

from __future__ import annotations

import json

from chain.deploying import compile_contracts
from chain.deploying.run import ROOT

_MOST_BYTES = 24_576
_ROOM_BYTES = 512


def test_every_contract_fits_with_room_for_the_next_change() -> None:
    compile_contracts()
    kinds = json.loads((ROOT / ".build" / "__local__.json").read_text(encoding="utf-8"))["contractTypes"]
    codes = {name: kind.get("runtimeBytecode", {}).get("bytecode", "0x") for name, kind in kinds.items()}
    sizes = {name: len(code.removeprefix("0x")) // 2 for name, code in codes.items()}
    assert sizes["Market"] > 0
    assert {name: size for name, size in sizes.items() if size > _MOST_BYTES - _ROOM_BYTES} == {}
