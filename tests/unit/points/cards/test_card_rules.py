"""Card numbers, what a scanner makes of a card's QR, and PINs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.ids import contains_my_number
from points.models import Card
from points.models.card_number import new_card_number, parse_card_number, shown_card_number
from points.services.cards.card_pin import CardPins, parse_pin
from points.services.cards.card_token import card_address, new_token, read_token
from points.services.cards.read_card import shows_card
from points.services.issue_payment_code import PREFIX


class PlainCipher:
    """Seals nothing, but notices another purpose or row."""

    def seal(self, purpose: str, secret: bytes, bound_to: str = "") -> bytes:
        return f"{purpose}/{bound_to}/".encode() + secret

    def open(self, purpose: str, sealed: bytes, bound_to: str = "") -> bytes:
        head = f"{purpose}/{bound_to}/".encode()
        assert sealed.startswith(head)
        return sealed.removeprefix(head)


@pytest.mark.parametrize("typed", ["C-{}", "c{}", "{}", "Ｃ－{}", " c {} "])
def test_a_number_is_read_however_it_was_typed(typed: str) -> None:
    number = new_card_number()
    assert parse_card_number(typed.format(number)) == number
    assert parse_card_number(shown_card_number(number)) == number


@given(st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place: int, shift: int) -> None:
    number = new_card_number()
    wrong = str((int(number[place]) + shift) % 10)
    with pytest.raises(Invalid, match="check_digit"):
        parse_card_number(number[:place] + wrong + number[place + 1 :])


@given(st.integers(0, 7))
def test_two_swapped_neighbours_are_always_noticed(place: int) -> None:
    number = new_card_number()
    if number[place] != number[place + 1]:
        with pytest.raises(Invalid):
            parse_card_number(number[:place] + number[place + 1] + number[place] + number[place + 2 :])


@pytest.mark.parametrize("text", ["", "C-123", "1234567890", "C-12A-456-789", "M-7K3Q-9XTA", "123456789012"])
def test_what_is_no_card_number_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_card_number(text)


def test_a_card_number_is_never_taken_for_a_my_number() -> None:
    assert not any(contains_my_number(shown_card_number(new_card_number())) for _ in range(200))


@pytest.mark.parametrize("base", ["https://points.example.jp", "http://localhost:8000/"])
def test_the_token_is_read_from_the_address_in_the_qr(base: str) -> None:
    token = new_token()
    assert read_token(card_address(base, token)) == token
    assert read_token(card_address(base, token).lower()) == token
    assert read_token(f" MUSUBI-CARD:{token}\n") == token
    assert read_token("https+//points.example.jp/card#" + token) == token  # a scanner set to another keyboard


def test_a_phones_code_is_no_card() -> None:
    for text in (PREFIX + "0123456789AB", "0123-4567-89AB", "https://example.jp/card", "https://example.jp/card#abc"):
        assert not shows_card(text)


@pytest.mark.parametrize("pin", ["123", "12345", "12a4", "", "1111", "1234", "4321", "7890", "0987"])
def test_a_pin_that_is_no_pin_or_soon_guessed_is_refused(pin: str) -> None:
    with pytest.raises(Invalid):
        parse_pin(pin)


@settings(max_examples=3, deadline=None)
@given(st.sampled_from(["2580", "9071", "０４２９"]))
def test_only_the_right_pin_fits_and_only_its_own_card(pin: str) -> None:
    pins, card = CardPins(PlainCipher()), Card(number=new_card_number())
    sealed = pins.seal(card, parse_pin(pin))
    assert pins.fits(card.number, sealed, pin)
    assert not pins.fits(card.number, sealed, "2581")
    assert parse_pin(pin).encode() not in sealed
