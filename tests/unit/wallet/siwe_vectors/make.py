"""Writes the EIP-4361 vectors beside it: `python -m tests.unit.wallet.siwe_vectors.make`.

Own messages and keys, one for each case that the reference implementation's vectors name, in the same JSON shapes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eth_account import Account
from eth_account.messages import encode_defunct
from siwe import SiweMessage

_HERE = Path(__file__).parent
_KEY = Account.from_key("0x" + "6d" * 32)  # of these vectors only
_OTHER = Account.from_key("0x" + "75" * 32)
_FULL = f"""musubi.example wants you to sign in with your Ethereum account:
{_KEY.address}

I agree to the terms: https://musubi.example/terms

URI: https://musubi.example/signin
Version: 1
Chain ID: 1337
Nonce: k3Wq9zT4
Issued At: 2026-04-01T09:30:00.250Z
Expiration Time: 2026-04-01T09:40:00.250Z
Not Before: 2026-04-01T09:30:00.250Z
Request ID: request-7
Resources:
- https://musubi.example/towns
- ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/"""
_LINES = dict(line.split(": ", 1) for line in _FULL.split("\n") if ": " in line)


def _without(start: str) -> str:
    return "\n".join(line for line in _FULL.split("\n") if not line.startswith(start))


def _with(start: str, line: str) -> str:
    return "\n".join(line if old.startswith(start) else old for old in _FULL.split("\n"))


def _swapped(first: str, second: str) -> str:
    lines = _FULL.split("\n")
    a = next(place for place, line in enumerate(lines) if line.startswith(first))
    b = next(place for place, line in enumerate(lines) if line.startswith(second))
    lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def _short(domain: str = "musubi.example", uri: str = "https://musubi.example", **other: str) -> dict[str, Any]:
    issued = other.get("issued", "2026-04-01T09:30:00Z")
    statement = other.get("statement", "")
    message = (
        f"{domain} wants you to sign in with your Ethereum account:\n{_KEY.address}\n\n"
        f"{statement + chr(10) if statement else ''}\n"
        f"URI: {uri}\nVersion: 1\nChain ID: 1337\nNonce: k3Wq9zT4\nIssued At: {issued}"
    )
    fields = {"domain": domain.split("://")[-1], "uri": uri, "nonce": "k3Wq9zT4", "issuedAt": issued, "chainId": 1337}
    return {"message": message, "fields": fields | ({"statement": statement} if statement else {})}


def parsing_positive() -> dict[str, Any]:
    full = {"domain": "musubi.example", "uri": _LINES["URI"], "nonce": "k3Wq9zT4", "requestId": "request-7"}
    return {
        "every field": {"message": _FULL, "fields": full | {"chainId": 1337, "address": _KEY.address}},
        "no optional field": _short(),
        "statement": _short(statement="Welcome to the town."),
        "time with an offset": _short(issued="2026-04-01T18:30:00+09:00"),
        "time without fraction": _short(issued="2026-04-01T09:30:00Z"),
        "time with six digits of fraction": _short(issued="2026-04-01T09:30:00.123456Z"),
        "domain is an IPv4 address": _short("192.0.2.7"),
        "domain is an IPv6 address": _short("[2001:db8::7]"),
        "domain with port": _short("musubi.example:8443"),
        "domain is localhost with port": _short("localhost:8000"),
        "domain with user": _short("town@musubi.example"),
        "domain with user and port": _short("town@musubi.example:8443"),
        "scheme before the domain": _short("https://musubi.example"),
        "uri is an IPv6 address": _short(uri="https://[2001:db8::7]/"),
        "uri with query and fragment": _short(uri="https://musubi.example/a?b=c%20d#e"),
        "uri is a did": _short(uri="did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"),
        "statement of reserved characters": _short(statement="!'()*;:@&=+$,/?#[]-._~"),
        "empty request id": {"message": _with("Request ID", "Request ID: "), "fields": full | {"requestId": ""}},
        "empty list of resources": {"message": _FULL.split("\n- ")[0], "fields": full},
    }


def parsing_negative() -> dict[str, str]:
    cases = {f"missing {name}": _without(name) for name in ("URI", "Version", "Chain ID", "Nonce", "Issued At")}
    pairs = (("URI", "Version"), ("Version", "Chain ID"), ("Chain ID", "Nonce"), ("Nonce", "Issued At"))
    later = (("Issued At", "Expiration Time"), ("Expiration Time", "Not Before"), ("Not Before", "Request ID"))
    cases |= {f"{first} after {second}": _swapped(first, second) for first, second in (*pairs, *later)}
    no_date = "Sat Apr 04 2026 10:00:00 GMT+0900"
    cases |= {f"{name} is no RFC 3339 time": _with(name, f"{name}: {no_date}") for name in ("Issued At", "Not Before")}
    return cases | {
        "missing domain": _FULL.removeprefix("musubi.example"),
        "missing address": _FULL.replace(_KEY.address, ""),
        "resources before the request id": _without("Request ID") + "\nRequest ID: request-7",
        "domain is no authority": "#" + _FULL,
        "address in lower case": _FULL.replace(_KEY.address, _KEY.address.lower()),
        "address with one letter's case wrong": _FULL.replace(_KEY.address, "0x" + _KEY.address[2:].swapcase()),
        "statement over two lines": _FULL.replace("terms: ", "terms:\n"),
        "statement with a letter outside ASCII": _FULL.replace("I agree", "同意します"),
        "uri is none": _with("URI", "URI: :not a uri"),
        "version 2": _with("Version", "Version: 2"),
        "chain id is no number": _with("Chain ID", "Chain ID: one"),
        "nonce of seven characters": _with("Nonce", "Nonce: k3Wq9zT"),
        "nonce with a hyphen": _with("Nonce", "Nonce: k3Wq-9zT4"),
        "expiration time is no RFC 3339 time": _with("Expiration Time", "Expiration Time: tomorrow"),
        "resources on one line": _FULL.replace("towns\n- ipfs", "towns - ipfs"),
        "first resource is no uri": _with("- https", "- :none"),
        "second resource is no uri": _with("- ipfs", "- :none"),
        "31 February": _with("Issued At", "Issued At: 2026-02-31T09:30:00Z"),
        "a line after the end": _FULL + "\n",
        "carriage returns": _FULL.replace("\n", "\r\n"),
    }


def parsing_negative_objects() -> dict[str, Any]:
    good = _signed()
    good.pop("signature")
    names = ("domain", "address", "uri", "version", "chainId", "nonce", "issuedAt")
    cases: dict[str, Any] = {f"missing {name}": {key: good[key] for key in good if key != name} for name in names}
    wrong = {
        "domain": "#none", "address": _KEY.address.lower(), "uri": ":none", "version": "2", "chainId": "one",
        "nonce": "k3Wq9zT", "issuedAt": "today", "expirationTime": "tomorrow", "notBefore": "yesterday",
        "statement": "two\nlines", "resources": [":none"],
    }  # fmt: skip
    return cases | {f"wrong {name}": good | {name: value} for name, value in wrong.items()}


def verification_positive() -> dict[str, Any]:
    zero_based = _signed()
    zero_based["signature"] = zero_based["signature"][:-2] + f"{int(zero_based['signature'][-2:], 16) - 27:02x}"
    return {
        "plain message": _signed(),
        "not yet valid, but later": _signed(notBefore="2100-01-07T14:31:43.952Z") | {"time": "2101-01-01T00:00:00Z"},
        "expired, but before that and before it was issued": _signed(expirationTime="2020-06-01T00:00:00Z")
        | {"time": "2020-05-01T00:00:00Z"},
        "recovery byte counted from 0": zero_based,
    }


def verification_negative() -> dict[str, Any]:
    good = _signed(expirationTime="2100-01-07T14:31:43.952Z")
    calendar = {"issuedAt": "2026-02-31", "notBefore": "2027-02-31", "expirationTime": "2100-02-31"}
    impossible = {
        f"{name} in no calendar": _signed_text({**good, name: f"{day}T09:30:00.000Z"}) for name, day in calendar.items()
    }
    return impossible | {
        "expired": _signed(expirationTime="2021-01-05T00:00:00Z"),
        "expired at the time given": good | {"time": "2200-01-05T00:00:00Z"},
        "expired at the very moment": good | {"time": "2100-01-07T14:31:43.952Z"},
        "not yet valid": _signed(notBefore="2100-01-07T14:31:43.952Z"),
        "another domain": good | {"domainBinding": "musubi.example.evil.example"},
        "another nonce": good | {"matchNonce": "another1"},
        "signature that is no hexadecimal": good | {"signature": good["signature"][:-4] + "zz1b"},
        "signature too short": good | {"signature": good["signature"][:-2]},
        "signature of zeros": good | {"signature": "0x" + "00" * 65},
        "signed by another key": good | {"signature": _sign(good, _OTHER)},
        "signature of another message": good | {"signature": _signed(nonce="anotherNonce")["signature"]},
    }


def _signed(**changes: Any) -> dict[str, Any]:
    fields = {
        "domain": "musubi.example",
        "address": _KEY.address,
        "statement": "Sign in to Musubi.",
        "uri": "https://musubi.example",
        "version": "1",
        "nonce": "k3Wq9zT4",
        "issuedAt": "2026-04-01T09:30:00.250Z",
        "chainId": 1337,
    }
    fields |= changes
    return fields | {"signature": _sign(fields, _KEY)}


def _signed_text(fields: dict[str, Any]) -> dict[str, Any]:
    """For fields that the library refuses to write down."""
    fields = {key: value for key, value in fields.items() if key != "signature"}
    return fields | {"signature": "0x" + bytes(_KEY.sign_message(encode_defunct(text=str(fields))).signature).hex()}


def _sign(fields: dict[str, Any], key: Any) -> str:
    message = SiweMessage(**{snake(name): value for name, value in fields.items() if name != "signature"})
    return "0x" + bytes(key.sign_message(encode_defunct(text=message.prepare_message())).signature).hex()


def snake(name: str) -> str:
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)


def main() -> None:
    makers = (
        parsing_positive, parsing_negative, parsing_negative_objects, verification_positive, verification_negative,
    )  # fmt: skip
    for maker in makers:
        text = json.dumps(maker(), indent=2, ensure_ascii=False)
        (_HERE / f"{maker.__name__}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
