"""Ways in which a provider may go wrong, or somebody in its place: chosen for one sign-in, to see it refused."""

from __future__ import annotations

from enum import StrEnum


class Misbehaviour(StrEnum):
    NONE = ""
    WRONG_NONCE = "wrong_nonce"
    BAD_SIGNATURE = "bad_signature"  # by a key of its own, under the right key's name
    UNKNOWN_KID = "unknown_kid"
    NO_KID = "no_kid"
    EXPIRED = "expired"
    FROM_TOMORROW = "from_tomorrow"
    OTHER_AUDIENCE = "other_audience"
    LONGER_AUDIENCE = "longer_audience"  # our id is a part of it
    TWO_AUDIENCES = "two_audiences"
    OTHER_ISSUER = "other_issuer"
    MIX_UP = "mix_up"  # the answer says that it comes from another provider
    ALG_NONE = "alg_none"
    HS256 = "hs256"  # signed with the public key as if it were a secret
    BAD_AT_HASH = "bad_at_hash"
    NO_AT_HASH = "no_at_hash"
    REPLAYED_CODE = "replayed_code"  # somebody used the code before
    LATE_CODE = "late_code"
    SLOW = "slow"
    BROKEN = "broken"  # status 500
    NOT_JSON = "not_json"
    ELSEWHERE = "elsewhere"  # the token endpoint sends us on
    OTHER_STATE = "other_state"
    SUBJECT_MISMATCH = "subject_mismatch"
    NO_USERINFO = "no_userinfo"
    NO_BIRTHDATE = "no_birthdate"
    BAD_BIRTHDATE = "bad_birthdate"
    BAD_ADDRESS = "bad_address"
    NOWHERE = "nowhere"  # an address in no municipality
