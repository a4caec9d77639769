"""Puts the tokens on a QApplication: base style, palette, font, style sheet. Light, dark, or as the system says.

QStyleHints.setColorScheme does nothing on most Linux desktops, so the palette is ours. Widgets that paint find
their tokens through the palette (`tokens_of`), which makes a live switch reach them without a global.
"""

import enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from shared.resources import RESOURCES
from shared.widgets.style import style_sheet
from shared.widgets.tokens import DARK, FONT_FAMILY, FONT_PX, LIGHT, Tokens


class ThemeMode(enum.Enum):
    """What the person chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The look of one application; made once in app.py and kept there.

    Signals: `changed()` after palette and style sheet were replaced.
    """

    changed = Signal()

    def __init__(self, app: QApplication, mode: ThemeMode = ThemeMode.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode
        load_fonts()
        app.setStyle("Fusion")
        app.setFont(ui_font())
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def mode(self) -> ThemeMode:
        """What was chosen, not what is shown."""
        return self._mode

    @property
    def tokens(self) -> Tokens:
        """The tokens now shown."""
        return DARK if self._wants_dark() else LIGHT

    def set_mode(self, mode: ThemeMode) -> None:
        """Switch every open window at once."""
        if mode is not self._mode:
            self._mode = mode
            self._apply()

    def _wants_dark(self) -> bool:
        if self._mode is ThemeMode.SYSTEM:
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._mode is ThemeMode.DARK

    def _system_changed(self) -> None:
        if self._mode is ThemeMode.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self._app.setPalette(palette_of(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens))
        self.changed.emit()


def load_fonts() -> None:
    """Register the bundled fonts; a second call finds them already there."""
    if FONT_FAMILY in QFontDatabase.families():
        return
    for path in sorted((RESOURCES / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def ui_font(pixels: int = FONT_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the bundled font; all painted text goes through here so that it looks like the labels."""
    font = QFont(FONT_FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def tokens_of(widget: QWidget | None = None) -> Tokens:
    """Return the tokens a widget (or, without one, the application) is shown with."""
    palette = widget.palette() if widget is not None else QApplication.palette()
    return tokens_of_palette(palette)


def tokens_of_palette(palette: QPalette) -> Tokens:
    """Tell the two themes apart by the lightness of the window colour."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a widget one of the looks of style.py, also after it was shown."""
    widget.setProperty("kind", kind)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Make the style sheet look again at a widget whose dynamic properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def palette_of(t: Tokens) -> QPalette:
    """Return the palette that item views, tool tips and painted widgets read."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(t.surface), QColor(t.background))
    for which, colour in (
        (role.Window, t.background),
        (role.WindowText, t.text),
        (role.Base, t.surface),
        (role.AlternateBase, t.background),
        (role.Text, t.text),
        (role.Button, t.surface),
        (role.ButtonText, t.text),
        (role.BrightText, t.danger_text),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent),
        (role.Accent, t.accent),
        (role.Link, t.accent_text),
        (role.LinkVisited, t.accent_text),
        (role.PlaceholderText, t.muted),
        (role.ToolTipBase, t.tooltip),
        (role.ToolTipText, t.on_tooltip),
        (role.Mid, t.line_strong),
        (role.Dark, t.line_strong),
        (role.Light, t.line),
        (role.Midlight, t.line),
        (role.Shadow, t.line_strong),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.disabled))
    return palette
