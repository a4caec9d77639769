from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from shared import errors
from shared.errors import SportelloError
from shared.qt import i18n
from shared.qt.error_words import again_words, error_words, words_for
from shared.qt.terms import NOUNS, Terms
from shared.qt.translator import SHARED, Domain, Language, resolve
from shared.widgets.composer import Composer
from tests.support.logfail import LogGuard


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    before = QLocale()
    made = Language(qapp, choice="en")
    yield made
    made.set_choice("en")
    for translator in made._installed:
        qapp.removeTranslator(translator)
    made.deleteLater()
    QLocale.setDefault(before)


def _all_codes() -> list[str]:
    """Every code that both programs share; what only one of them knows has words, and a test, of its own there."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SportelloError)]
    return sorted({kind.code for kind in kinds})


def test_an_open_window_changes_its_language(qtbot: QtBot, language: Language) -> None:
    composer = Composer()
    qtbot.addWidget(composer)
    with qtbot.waitSignal(language.language_changed):
        language.set_choice("it")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
    QApplication.processEvents()
    assert [edit.accessibleName() for edit in composer.findChildren(QPlainTextEdit)] == ["Messaggio"]


def test_dates_numbers_and_qts_own_buttons_follow(language: Language) -> None:
    language.set_choice("it")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annulla"
    assert QLocale().dayName(1) == "lunedì"


def test_a_chosen_language_wins_over_that_of_the_desktop() -> None:
    assert resolve("it") == "it"
    assert resolve("en") == "en"


def test_a_desktop_in_another_language_gets_english() -> None:
    assert resolve("system") == "en"


def test_plural_forms_exist_in_both_languages(language: Language) -> None:
    assert [again_words(ms) for ms in (1000, 5000)] == ["Try again in 1 second.", "Try again in 5 seconds."]
    language.set_choice("it")
    assert [again_words(ms) for ms in (90_000, 300_000)] == ["Riprovare tra 2 minuti.", "Riprovare tra 5 minuti."]


@pytest.mark.parametrize("choice", ["en", "it"])
@pytest.mark.parametrize("code", _all_codes())
def test_every_error_code_has_words(language: Language, choice: str, code: str) -> None:
    language.set_choice("it" if choice == "it" else "en")
    words = error_words(code, {"by": "Marco", "left": 2, "field": "text", "why": "closed"})
    assert words
    assert f"({code})" not in words
    assert "{" not in words


@pytest.mark.parametrize("code", _all_codes())
def test_the_words_of_every_error_code_are_translated(language: Language, code: str) -> None:
    english = error_words(code, {"left": 2, "field": "e_mail"})
    language.set_choice("it")
    assert error_words(code, {"left": 2, "field": "e_mail"}) != english


def test_a_code_of_a_newer_server_is_named(language: Language) -> None:
    assert "(quota_full)" in error_words("quota_full")


def test_an_error_raised_here_says_when_to_try_again(language: Language) -> None:
    error = SportelloError(retry_after_ms=1500)
    assert words_for(error).endswith("Try again in 2 seconds.")


def test_names_in_error_words_are_inserted_as_they_are(language: Language) -> None:
    assert "{0} <b>" in error_words("taken", {"by": "{0} <b>"})


@pytest.mark.parametrize("edition", ["msp", "it"])
def test_both_languages_have_the_same_forms(edition: str) -> None:
    which: Callable[[str], set[str]] = lambda code: set(Terms("it" if edition == "it" else "msp", code).forms())  # noqa: E731 - short
    assert which("en") == which("it")


@pytest.mark.parametrize(
    ("edition", "code", "sentence"),
    [
        ("msp", "en", "All customers: a customer, the contacts of the customer, no contact"),
        ("it", "en", "All sites: a site, the users of the site, no user"),
        ("msp", "it", "Tutti i clienti: un cliente, i contatti del cliente, nessun contatto"),
        ("it", "it", "Tutte le sedi: una sede, gli utenti della sede, nessun utente"),
    ],
)
def test_sentences_take_the_words_of_the_edition(edition: str, code: str, sentence: str) -> None:
    said = Terms("it" if edition == "it" else "msp", code).say(
        "{All_customers}: {a_customer}, {the_contacts} {of_the_customer}, {no_contact}"
    )
    assert said == sentence


def test_a_value_in_a_sentence_is_never_read_as_a_place() -> None:
    assert Terms("msp", "en").say("{name} {of_the_customer}", name="{customer}") == "{customer} of the customer"


def test_every_edition_names_the_same_things() -> None:
    assert {frozenset(nouns) for editions in NOUNS.values() for nouns in editions.values()} == {
        frozenset({"customer", "contact"})
    }


def test_changing_the_edition_is_told(qtbot: QtBot, language: Language) -> None:
    with qtbot.waitSignal(language.language_changed):
        language.set_edition("it")
    assert language.say("{customer}") == "site"


def test_a_missing_translation_file_is_said_in_the_log_and_english_stays(
    qapp: QApplication, tmp_path: Path, log_guard: LogGuard
) -> None:
    before = QLocale()
    log_guard.expect("shared.qt.translator", text="nothing_en.qm")
    language = Language(qapp, [Domain("nothing", tmp_path)], "en")
    assert language.code == "en"
    for translator in language._installed:
        qapp.removeTranslator(translator)
    language.deleteLater()
    QLocale.setDefault(before)


def test_the_shared_texts_are_complete_in_italian_and_english() -> None:
    assert i18n.check("shared") == []


def test_a_compiled_file_that_is_behind_is_built_again(tmp_path: Path) -> None:
    source = tmp_path / "shared_it.ts"
    source.write_bytes((SHARED.folder / "shared_it.ts").read_bytes())
    i18n.compile_if_stale("shared", tmp_path, "it")
    assert (tmp_path / "shared_it.qm").stat().st_size > 1000


def test_an_unknown_command_is_refused_with_its_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert i18n.main(["translate"]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_writing_direction_of_the_program_is_untouched(language: Language) -> None:
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight


TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it"><context><name>X</name>
<message><source>Hello {name}</source><translation>%s</translation></message>
</context></TS>
"""


@pytest.mark.parametrize(
    ("translation", "complaint"),
    [("Ciao {nome}", "other {places}"), ("Ciao", "other {places}"), ("", "not translated")],
)
def test_a_translation_that_is_empty_or_loses_a_place_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, translation: str, complaint: str
) -> None:
    monkeypatch.setattr(i18n, "ROOT", tmp_path)
    folder = tmp_path / "shared" / "resources" / "i18n"
    folder.mkdir(parents=True)
    (tmp_path / "shared" / "a.py").write_text('class X:\n    def f(self):\n        self.tr("Hello {name}")\n')
    (folder / "shared_it.ts").write_text(TS % translation)
    assert any(complaint in line for line in i18n.check("shared"))


def test_a_text_that_was_not_taken_over_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "ROOT", tmp_path)
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.py").write_text('class X:\n    def f(self):\n        self.tr("Hello")\n')
    assert any("behind the sources" in line for line in i18n.check("shared"))


def test_filling_completes_a_domain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "ROOT", tmp_path)
    (tmp_path / "shared").mkdir()
    source = 'class X:\n    def f(self, n):\n        self.tr("Hello {name}")\n        self.tr("%n day(s)", "", n)\n'
    (tmp_path / "shared" / "a.py").write_text(source)
    i18n.update("shared")
    assert i18n.missing("shared") == ["%n day(s)", "Hello {name}"]
    italian: dict[str, str | list[str]] = {"Hello {name}": "Ciao {name}", "%n day(s)": ["%n giorno", "%n giorni"]}
    i18n.fill("shared", {"it": italian, "en": {"%n day(s)": ["%n day", "%n days"]}})
    assert i18n.check("shared") == []
