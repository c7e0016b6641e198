"""Secrets: long or limited in tries, easy to read out, and no two alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.workshop import RefusedError
from simulation.workshop.card_words import CARD_WORDS
from simulation.workshop.keys import (
    CODE_LETTERS,
    card_hash,
    code_from,
    hash_of,
    is_same,
    new_card,
    new_key,
    new_token,
    wall_key_from,
)
from simulation.workshop.tries import Tries
from tests.workshop.small import HandClock


def test_cards_are_read_out_from_256_words_that_nobody_mistakes() -> None:
    assert len(set(CARD_WORDS)) == 256
    assert all(word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in CARD_WORDS)
    cards = {new_card() for _ in range(200)}
    assert len(cards) == 200
    assert all(word in CARD_WORDS for card in cards for word in card.split())


@given(st.lists(st.sampled_from(CARD_WORDS), min_size=4, max_size=4), st.sampled_from([" ", "-", ", ", "  ", "\n"]))
def test_a_card_is_the_same_however_it_is_typed(words: list[str], between: str) -> None:
    known, typed = card_hash(" ".join(words)), between.join(words)
    assert card_hash(typed.upper()) == card_hash(f" {typed}. ") == known


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_code_and_wall_come_from_the_sessions_secret_alone(one: bytes, other: bytes) -> None:
    assert len(code_from(one)) == 6
    assert set(code_from(one)) <= set(CODE_LETTERS)
    assert len(wall_key_from(one)) == 32
    assert code_from(one) == code_from(bytes(one))
    assert (wall_key_from(one) == wall_key_from(other)) == (one == other)


def test_codes_spread_over_all_their_signs() -> None:
    codes = [code_from(new_key()) for _ in range(400)]
    assert len(set(codes)) == 400
    for place in range(6):
        assert {code[place] for code in codes} == set(CODE_LETTERS)


def test_tokens_have_128_bits_and_are_kept_by_their_hash() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) == 22 and len(hash_of(token)) == 64 for token in tokens)


@given(st.text(), st.text())
def test_texts_are_compared_whatever_was_typed(given_text: str, known: str) -> None:
    assert is_same(given_text, known) == (given_text == known)
    assert not is_same("\ud800", "x")


def test_failed_tries_are_limited_of_a_kind_and_in_all_and_forgotten_after_a_minute() -> None:
    clock = HandClock()
    tries = Tries(clock, most_of_a_kind=3, most_in_all=5)
    for _ in range(3):
        tries.check("code")
        tries.failed("code")
        clock.turn(1.0)
    with pytest.raises(RefusedError, match="57 seconds") as refused:
        tries.check("code")
    assert refused.value.wait == pytest.approx(57.0)
    tries.check("card")
    for _ in range(2):
        tries.failed("card")
    with pytest.raises(RefusedError):
        tries.check("card")
    clock.turn(57.5)
    tries.check("code")
    tries.check("card")
    for _ in range(3):
        tries.failed("code")
    clock.turn(-3600.0)  # the machine's clock is put back: nobody waits for an hour
    tries.check("code")
