"""What a mail looks like on its way."""

from __future__ import annotations

import io
import smtplib

import pytest

from wallet.errors import SignInRefused
from wallet.mail import SmtpMail, composed

LINK = "<https://musubi.example.jp/notices/mail/" + "WyIweDU3MDIxQTJFZTk2YmM4Y0MxRDkzQUY1.Lp6VHVSj" * 3 + ">"


def test_a_long_link_stands_whole_in_its_header_and_a_long_subject_is_encoded() -> None:
    message = composed(
        "結び <a@example.jp>", "b@example.jp", "1,500ポイントが届きました" * 6, "本文\n", {"List-Unsubscribe": LINK}
    )
    sent = bytes(message)
    assert f"List-Unsubscribe: {LINK}\n".encode() in sent
    head = sent.partition(b"\n\n")[0]
    assert head.isascii()
    assert all(len(line) <= 78 for line in head.split(b"\n") if b"List-Unsubscribe" not in line)


def test_the_link_is_whole_as_smtplib_sends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = io.BytesIO()

    class Taking(smtplib.SMTP):
        def __init__(self) -> None:
            super().__init__()
            self.esmtp_features = {}

        def ehlo_or_helo_if_needed(self) -> None: ...

        def sendmail(self, *args: object, **named: object) -> dict[str, tuple[int, bytes]]:
            sent.write(args[2])  # type: ignore[arg-type]
            return {}

        def quit(self) -> tuple[int, bytes]:
            return 221, b""

    mail = SmtpMail("smtp://mail.example.jp", "a@example.jp")
    monkeypatch.setattr(mail, "_connect", Taking)
    mail.send("b@example.jp", "件名", "本文", {"List-Unsubscribe": LINK, "Message-ID": "<notice-1@example.jp>"})
    assert f"List-Unsubscribe: {LINK}\r\n".encode() in sent.getvalue()
    assert b"Message-ID: <notice-1@example.jp>\r\n" in sent.getvalue()


def test_a_subject_cannot_smuggle_a_header_in() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        composed("a@example.jp", "b@example.jp", "件名\r\nBcc: c@example.jp", "本文")


def test_a_server_that_is_away_is_said_so() -> None:
    with pytest.raises(SignInRefused):
        SmtpMail("smtp://127.0.0.1:9", "a@example.jp").send("b@example.jp", "件名", "本文")
