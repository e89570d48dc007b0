"""Ballots of contract wallets: no key tells whether they are theirs, so the contracts are asked, at one block."""

from __future__ import annotations

from dataclasses import replace

from chain.contracts.contract_signatures import Calls, is_accepted_by_contract
from chain.errors import ChainError
from dao.models.polls.auditing import Audit, Finding, Unchecked

MOST_ASKED = 500  # a page answers in time; `musubi dao audit --node` asks them all


def asked_of_the_chain(found: Audit, node: Calls, block: int, most: int = MOST_ASKED) -> Audit:
    """The same audit, with a finding for each signature that its contract refuses. Where the node does not answer, or
    does not keep that block, they stay unchecked."""
    tag = hex(block)
    left: list[Unchecked] = list(found.unchecked[most:])
    refused: list[Finding] = []
    for place, one in enumerate(found.unchecked[:most]):
        try:
            if not is_accepted_by_contract(node, one.signer, one.digest, one.signature, tag):
                refused.append(Finding("signature_refused", one.voter))
        except ChainError:
            left = [*found.unchecked[place:most], *left]
            break
    checked = len(found.unchecked) - len(left)
    return replace(found, findings=(*found.findings, *refused), unchecked=tuple(left), asked=checked)
