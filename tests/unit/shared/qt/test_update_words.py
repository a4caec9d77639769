"""Unit tests of shared/qt/update_words.py."""

from collections.abc import Iterator
from typing import get_args

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from shared.qt.error_words import words_for
from shared.qt.translator import Language
from shared.qt.update_words import update_error_words
from shared.updates.refused import SENTENCES, UpdateRefused, Why


def test_each_reason_has_the_sentence_that_the_command_line_says() -> None:
    assert {why: update_error_words(why) for why in get_args(Why)} == SENTENCES


@pytest.fixture
def italian(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    made = Language(qapp, choice="it")
    yield
    made.set_choice("en")
    for translator in made._installed:
        qapp.removeTranslator(translator)
    made.deleteLater()
    QLocale.setDefault(before)


def test_each_reason_has_an_italian_sentence(italian: None) -> None:
    said = {words_for(UpdateRefused(why)) for why in get_args(Why)}
    assert len(said) == len(SENTENCES)
    assert not said & set(SENTENCES.values())


def test_an_unknown_reason_is_named_by_its_code() -> None:
    assert update_error_words("tomorrow") is None
