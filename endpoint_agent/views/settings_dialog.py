"""*Settings*: language, colours, sounds, start with the OS session. Every choice works at once."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QVBoxLayout, QWidget

from endpoint_agent.presenters.settings import SettingsPresenter
from shared.widgets.dialog import Dialog

LANGUAGES = ("system", "en", "it")
THEMES = ("system", "light", "dark")
RING_PX = 5


class SettingsDialog(Dialog):
    """Closing it is enough: there is nothing to save."""

    def __init__(self, settings: SettingsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=400)
        self._settings = settings
        self.language, self.theme = QComboBox(), QComboBox()
        self._language_label = self.add_field("", self.language)
        self._theme_label = self.add_field("", self.theme)
        self.sounds, self.autostart = QCheckBox(), QCheckBox()
        boxes = QVBoxLayout()
        # A check box keeps room for its focus ring; without it the mark stands in line with the fields above.
        boxes.setContentsMargins(-RING_PX, 0, 0, 0)
        boxes.addWidget(self.sounds)
        boxes.addWidget(self.autostart)
        self.body.addLayout(boxes)
        self._close: QPushButton = self.add_button("", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self.retranslate()
        self.language.activated.connect(lambda row: settings.set_language(LANGUAGES[row]))
        self.theme.activated.connect(lambda row: settings.set_theme(THEMES[row]))
        self.sounds.clicked.connect(settings.set_sounds)
        self.autostart.clicked.connect(self._set_autostart)

    def begin(self) -> None:
        """Show what is chosen."""
        self.language.setCurrentIndex(LANGUAGES.index(self._settings.language))
        self.theme.setCurrentIndex(THEMES.index(self._settings.theme))
        self.sounds.setChecked(self._settings.sounds)
        self.autostart.setChecked(self._settings.autostart)

    def _set_autostart(self, on: bool) -> None:
        self._settings.set_autostart(on)
        self.autostart.setChecked(self._settings.autostart)

    def retranslate(self) -> None:
        self.set_title(self.tr("Settings"))
        for box, words in (
            (self.language, (self.tr("As the system"), "English", "Italiano")),
            (self.theme, (self.tr("As the system"), self.tr("Light"), self.tr("Dark"))),
        ):
            box.clear()
            box.addItems(words)
        for label, box, text in (
            (self._language_label, self.language, self.tr("Language")),
            (self._theme_label, self.theme, self.tr("Appearance")),
        ):
            label.setText(text)
            box.setAccessibleName(text)
        self.sounds.setText(self.tr("Sounds for requests and messages"))
        self.autostart.setText(self.tr("Start when I sign in to this computer"))
        self._close.setText(self.tr("Close"))
        self.begin()
