"""Names by content are those that other software gives; a name that is none of ours goes nowhere."""

from __future__ import annotations

import pytest

from chain.errors import Invalid
from marketplace.artwork.cid import checked_cid, cid_of, verified
from marketplace.errors import ContentForeign

# What `ipfs add --cid-version=1 --raw-leaves` says of them, as published in several other projects' tests.
KNOWN = {
    b"": "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
    b"hello world": "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
    b"abc": "bafkreif2pall7dybz7vecqka3zo24irdwabwdi4wc55jznaq75q7eaavvu",
}


@pytest.mark.parametrize(("content", "name"), KNOWN.items())
def test_known_contents_have_their_known_names(content: bytes, name: str) -> None:
    assert cid_of(content) == name
    assert checked_cid(name) == name
    assert verified(name, content) == content


def test_other_bytes_under_a_name_are_refused() -> None:
    with pytest.raises(ContentForeign):
        verified(cid_of(b"hello world"), b"hello worlD")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "../../etc/passwd",
        "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n",  # CIDv0
        "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",  # dag-pb
        KNOWN[b""].upper(),
        KNOWN[b""] + "\n",
        KNOWN[b""][:-1] + "v",  # bits beyond the last byte
    ],
)
def test_what_is_no_such_name_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        checked_cid(text)
