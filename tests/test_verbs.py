"""Readings of verb forms, whatever the tagger said."""

from __future__ import annotations

import pytest

from kg.persian.verbs import VerbForm, analyse, analyses


@pytest.mark.parametrize("form", ["می\N{ZERO WIDTH NON-JOINER}کند", "می کند", "میکند"])
def test_the_joiner_does_not_matter(form: str) -> None:
    assert analyse(form) == VerbForm("کردن", "present", False, 3, "Sing", True)


@pytest.mark.parametrize(
    ("form", "infinitive", "tense", "negative"),
    [
        ("نکرد", "کردن", "past", True),
        ("می‌کرد", "کردن", "imperfect", False),
        ("نمی‌شود", "شدن", "present", True),
        ("کرده", "کردن", "participle", False),
        ("بکند", "کردن", "subjunctive", False),
        ("نیامد", "آمدن", "past", True),
        ("نیست", "بودن", "present", True),
        ("می‌شه", "شدن", "present", False),
        ("می‌کرده", "کردن", "perfect", False),
        ("نمی‌کرده", "کردن", "perfect", True),
        ("نمی‌کرده‌اند", "کردن", "perfect", True),
        ("میگه", "گفتن", "present", False),
        ("برمی‌گردند", "برگشتن", "present", False),
    ],
)
def test_first_reading(form: str, infinitive: str, tense: str, negative: bool) -> None:
    found = analyse(form)
    assert found is not None
    assert (found.infinitive, found.tense, found.negative) == (infinitive, tense, negative)


def test_participle_and_infinitive_are_not_finite() -> None:
    assert [analyses(form)[0].finite for form in ("کرده", "کردن", "کردند")] == [False, False, True]


def test_an_unknown_form_has_no_reading() -> None:
    assert analyses("پنجره") == ()
    assert analyse("پنجره") is None
