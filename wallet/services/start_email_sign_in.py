"""Send a sign-in code. New and known addresses are treated alike, so nobody learns who has an account."""

from __future__ import annotations

from wallet.email_address import parse_email
from wallet.models import CodePurpose
from wallet.services.email_codes import EmailCodes, Wording

_JAPANESE = """\
サインイン用の番号は次のとおりです。

    %(code)s

画面に入力してください。10分間だけ有効です。
お心当たりがない場合は、このメールを捨ててください。番号をほかの人に伝えないでください。
"""
_ENGLISH = """\
Your sign-in code is:

    %(code)s

Type it on the page. It works for 10 minutes.
If you did not ask for it, throw this mail away. Never tell the code to anybody.
"""
_WORDING: Wording = {
    "ja": ("Musubi(結び) サインイン用の番号", _JAPANESE),
    "en": ("Your Musubi sign-in code", _ENGLISH),
}


class StartEmailSignIn:
    def __init__(self, codes: EmailCodes) -> None:
        self._codes = codes

    def __call__(self, email: str, *, source: str, locale: str = "ja") -> str:
        """Returns the ticket for the browser that asked. `source` is its network address, kept only as a keyed hash.

        Raises: Invalid (empty, not_email), SignInRefused (too_many_codes, mail_unavailable).
        """
        wording = _WORDING.get(locale, _WORDING["ja"])
        return self._codes.issue(parse_email(email), CodePurpose.SIGN_IN, wording, source=source)
