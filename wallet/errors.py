"""What can go wrong in signing in and signing. `reason` is a stable code that the surface turns into a sentence."""

from __future__ import annotations

from chain.errors import Conflict, Forbidden, IdentityError


class SignInRefused(IdentityError):
    """By e-mail: wrong_code, code_expired, code_used, too_many_tries, too_many_codes, mail_unavailable.

    By wallet: malformed, wrong_domain, wrong_uri, wrong_chain, wrong_nonce, nonce_expired, nonce_used, no_expiry,
    expired, not_yet_valid, issued_at_skew, bad_signature, wallet_not_deployed.

    By passkey: passkey_no_name, passkey_over, passkey_unknown, passkey_refused.
    """

    def __init__(self, reason: str, *, tries_left: int | None = None) -> None:
        super().__init__(reason)
        self.tries_left = tries_left


class SigningRefused(IdentityError):
    """browser_wallet_signs_itself, no_such_account, request_expired, request_used, bad_signature, wrong_chain."""


class NotYours(Forbidden):
    """A signature request of another account."""


class ExportRefused(IdentityError):
    """browser_wallet_has_own_key, no_email."""


class PasskeyRefused(Conflict):
    """not_fresh, own_wallet, no_name, too_many, challenge_over, not_accepted, known."""

    def __init__(self, reason: str) -> None:
        super().__init__("passkey", reason)


class SecondFactorRefused(IdentityError):
    """wrong, used, locked, not_there, there_already, last_way."""

    def __init__(self, reason: str, *, tries_left: int | None = None) -> None:
        super().__init__(reason)
        self.tries_left = tries_left


class TooManyCopies(Conflict):
    """`most`: how many copies of one's own data may be asked for a day."""

    def __init__(self, most: int) -> None:
        super().__init__("copy", "too_many", most=most)


class IdentityRefused(IdentityError):
    """The identity check by the app did not come to an end.

    Before the provider: not_offered, wrong_state, expired, used. By the provider: cancelled, provider_down,
    provider_refused, code_refused, wrong_issuer. Its word is not believed: token_unreadable, token_signature,
    token_issuer, token_audience, token_expired, token_nonce, token_access, subject_differs. What it says does not do:
    attributes_missing, attributes_unreadable, lives_abroad, place_unknown.
    """


class VerifiedElsewhere(Conflict):
    """The person has a verified account already. `request_id`: the check by which it may be brought to this one."""

    def __init__(self, request_id: int) -> None:
        super().__init__("person", "verified_elsewhere")
        self.request_id = request_id


class FamilyRefused(Conflict):
    """too_many_wards, too_many_guardians, known, oneself, own_wallet, not_a_child, own_request.

    Of handing over: email_taken, has_email, only_the_person, card_needed, handover_over, another_person,
    no_account_of_card. At the counter: no_ward, other_town, other_birth_month.
    """

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__("family", reason, **values)


class NotWhileActing(Forbidden):
    """Something that everybody does for themselves alone."""
