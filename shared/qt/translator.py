"""The language of the screen: Italian or English, from the person's desktop or chosen, switched while running.

A domain is one set of .ts files (shared, agent, console). Their .qm files are built by `python -m shared.qt.i18n
compile`; a source checkout that lacks them builds them on its first run. Words of the edition: terms.py.
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from shared.qt import i18n
from shared.qt.terms import Edition, Terms
from shared.resources import RESOURCES

log = logging.getLogger(__name__)

LanguageCode = Literal["en", "it"]
Choice = Literal["system", "en", "it"]
LOCALES: dict[LanguageCode, QLocale.Language] = {"en": QLocale.Language.English, "it": QLocale.Language.Italian}


class Domain(NamedTuple):
    """A set of translations: `<name>_<code>.ts` and `.qm` in one folder."""

    name: str
    folder: Path


SHARED = Domain("shared", RESOURCES / "i18n")


class Language(QObject):
    """Installs the translators; made once in app.py before the first window.

    Signals: `language_changed(code)` after everything was switched, also when only the edition changed. Widgets hear
    of it through QEvent.LanguageChange as usual.
    """

    language_changed = Signal(str)

    def __init__(
        self,
        app: QCoreApplication,
        domains: Iterable[Domain] = (),
        choice: Choice = "system",
        edition: Edition = "msp",
    ) -> None:
        super().__init__(app)
        self._app = app
        self._domains = (SHARED, *domains)
        self._installed: list[QTranslator] = []
        self._code: LanguageCode = resolve(choice)
        self._edition: Edition = edition
        self._install()

    @property
    def code(self) -> LanguageCode:
        """The language now shown."""
        return self._code

    @property
    def terms(self) -> Terms:
        """The words of the edition in the language now shown."""
        return Terms(self._edition, self._code)

    def say(self, text: str, **values: object) -> str:
        """Fill a translated sentence with the words of the edition and with values; see Terms.say."""
        return self.terms.say(text, **values)

    def set_choice(self, choice: Choice) -> None:
        """Switch to a language, or back to that of the desktop."""
        if (code := resolve(choice)) != self._code:
            self._code = code
            self._install()
            self.language_changed.emit(code)

    def set_edition(self, edition: Edition) -> None:
        """Switch between the words for an MSP and those for an IT department."""
        if edition != self._edition:
            self._edition = edition
            self.language_changed.emit(self._code)

    def _install(self) -> None:
        for translator in self._installed:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        QLocale.setDefault(locale_for(self._code))
        loaded = (self._load(domain) for domain in self._domains)
        self._installed = [made for made in (self._load_qt(), *loaded) if made is not None]
        for translator in self._installed:
            self._app.installTranslator(translator)

    def _load(self, domain: Domain) -> QTranslator | None:
        i18n.compile_if_stale(domain.name, domain.folder, self._code)
        return self._from_file(domain.folder / f"{domain.name}_{self._code}.qm")

    def _load_qt(self) -> QTranslator | None:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return self._from_file(Path(folder) / f"qtbase_{self._code}.qm")

    def _from_file(self, path: Path) -> QTranslator | None:
        translator = QTranslator(self)
        if translator.load(str(path)):
            return translator
        log.warning("no translation file %s", path.name)
        return None


def resolve(choice: Choice) -> LanguageCode:
    """Return the language to show; a desktop in any other language gets English."""
    if choice != "system":
        return choice
    for name in QLocale.system().uiLanguages():
        language = QLocale(name).language()
        for code, known in LOCALES.items():
            if language is known:
                return code
    return "en"


def locale_for(code: LanguageCode) -> QLocale:
    """Return how dates and numbers are written: as the desktop does if it speaks this language (it_CH, en_IE)."""
    system = QLocale.system()
    return system if system.language() is LOCALES[code] else QLocale(LOCALES[code])
