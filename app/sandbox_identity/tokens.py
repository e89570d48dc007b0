"""The sandbox's signing key and its ID tokens, true and untrue ones."""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from app.sandbox_identity.misbehaving import Misbehaviour

TOKEN_SECONDS = 300


class Signer:
    """The key outlives the process, as people may be on the way while it starts anew."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            made = ECKey.generate_key("P-256", {"kid": secrets.token_hex(8), "use": "sig", "alg": "ES256"})
            file.write_text(json.dumps(made.as_dict(private=True)), encoding="ascii")
        self.key = ECKey.import_key(json.loads(file.read_text(encoding="ascii")))

    @property
    def kid(self) -> str:
        return str(self.key.kid)

    def public_keys(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def sign(self, claims: dict[str, Any], wrong: Misbehaviour) -> str:
        header = {"alg": "ES256", "kid": self.kid}
        match wrong:
            case Misbehaviour.ALG_NONE:
                return f"{_part({'alg': 'none', 'kid': self.kid})}.{_part(claims)}."
            case Misbehaviour.HS256:
                said = f"{_part({'alg': 'HS256', 'kid': self.kid})}.{_part(claims)}"
                return f"{said}.{_text(hmac.digest(self.key.as_pem(private=False), said.encode(), 'sha256'))}"
            case Misbehaviour.BAD_SIGNATURE:
                return jwt.encode(header, claims, ECKey.generate_key("P-256"))
            case Misbehaviour.UNKNOWN_KID:
                return jwt.encode({"alg": "ES256", "kid": "unknown"}, claims, self.key)
            case Misbehaviour.NO_KID:
                return jwt.encode({"alg": "ES256"}, claims, self.key)
        return jwt.encode(header, claims, self.key)


def twisted(claims: dict[str, Any], wrong: Misbehaviour) -> dict[str, Any]:
    """The claims as somebody tells them who goes wrong in this way."""
    client, now = claims["aud"], claims["iat"]
    changes: dict[Misbehaviour, dict[str, Any]] = {
        Misbehaviour.WRONG_NONCE: {"nonce": "of-another-sign-in"},
        Misbehaviour.EXPIRED: {"exp": now - 60, "iat": now - 360},
        Misbehaviour.FROM_TOMORROW: {"iat": now + 86_400, "exp": now + 86_700},
        Misbehaviour.OTHER_AUDIENCE: {"aud": "SomebodyElse"},
        Misbehaviour.LONGER_AUDIENCE: {"aud": f"{client}2"},
        Misbehaviour.TWO_AUDIENCES: {"aud": [client, "SomebodyElse"]},
        Misbehaviour.OTHER_ISSUER: {"iss": "https://other.example/api/realms/main"},
        Misbehaviour.BAD_AT_HASH: {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
        Misbehaviour.NO_AT_HASH: {"at_hash": None},
    }
    told = claims | changes.get(wrong, {})
    return {name: value for name, value in told.items() if value is not None}


def _part(value: dict[str, Any]) -> str:
    return _text(json.dumps(value).encode())


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
