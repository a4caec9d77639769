"""The style sheet of both programs as text built from tokens. Widgets choose a look by the dynamic property `kind`.

Buttons: primary, secondary (default), danger, ghost, fold. Labels: title, heading, strong, muted, small, error, badge.
Frames: card, toast, panel, bar, foot, rail, line, field, and the banners banner_info, banner_warn, banner_error. Not here: what item delegates paint.
"""

from shared.resources import RESOURCES
from shared.widgets.tokens import FONT_PX, SMALL_PX, TEXT_PX, Tokens


def style_sheet(t: Tokens) -> str:
    """Return the whole application style sheet for one set of tokens."""
    parts = (_text, _frames, _buttons, _tool_buttons, _fields, _combo, _choices, _views, _tabs, _menus, _scroll_bars)
    return "\n".join(part(t) for part in parts)


def _image(name: str) -> str:
    return f'image: url("{(RESOURCES / "qss" / name).as_posix()}.svg");'


def _text(t: Tokens) -> str:
    # Only classes that show text: a font on QWidget would be inherited by every painted widget and cost a polish each.
    return f"""
QLabel, QCheckBox, QRadioButton, QGroupBox {{ color: {t.text}; background: transparent; }}
QLabel:disabled {{ color: {t.disabled}; }}
QLabel[kind="title"] {{ font-size: 20px; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: 15px; font-weight: 600; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="body"] {{ font-size: {TEXT_PX}px; }}
QLabel[kind="muted"] {{ color: {t.muted}; }}
QLabel[kind="small"] {{ color: {t.muted}; font-size: {SMALL_PX + 1}px; }}
QLabel[kind="error"] {{ color: {t.danger_text}; }}
QLabel[kind="ok"] {{ color: {t.ok_text}; }}
QLabel[kind="pill"] {{ color: {t.muted}; background: {t.pressed}; border-radius: 8px; padding: 2px 9px;
    font-size: {SMALL_PX + 1}px; font-weight: 600; }}
QLabel[kind="pill"][tone="info"] {{ color: {t.info_text}; background: {t.info_tint}; }}
QLabel[kind="pill"][tone="ok"] {{ color: {t.ok_text}; background: {t.ok_tint}; }}
QLabel[kind="pill"][tone="warn"] {{ color: {t.warn_text}; background: {t.warn_tint}; }}
QLabel[kind="pill"][tone="danger"] {{ color: {t.danger_text}; background: {t.danger_tint}; }}
QLabel[kind="code"] {{ font-family: monospace; font-size: 18px; font-weight: 600; }}
QToolTip {{ color: {t.on_tooltip}; background: {t.tooltip}; border: 1px solid {t.tooltip}; padding: 4px 8px; }}
"""


def _frames(t: Tokens) -> str:
    banner = "border-radius: 8px; padding: 0;"
    return f"""
QMainWindow, QDialog {{ background: {t.background}; }}
QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 12px; }}
QFrame[kind="toast"] {{ background: {t.surface}; border: 1px solid {t.line_strong}; border-radius: 12px; }}
QFrame[kind="panel"], QWidget[kind="panel"] {{ background: {t.surface}; border: none; }}
QFrame[kind="bar"] {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame[kind="foot"] {{ background: {t.surface}; border: none; border-top: 1px solid {t.line}; }}
QFrame[kind="rail"] {{ background: {t.surface}; border: none; border-right: 1px solid {t.line}; }}
QFrame[kind="field"] {{ background: {t.background}; border: 1px solid {t.line_strong}; border-radius: 17px;
    padding: 1px; }}
QFrame[kind="field"][focused="true"] {{ border: 2px solid {t.accent}; padding: 0; }}
QFrame[kind="modes"] {{ background: {t.surface}; border-top: 1px solid {t.line}; }}
QFrame[kind="modes"][note="true"] {{ background: {t.warn_tint}; border-top: 2px solid {t.warn}; }}
QFrame[kind="modes"][note="true"] QLabel {{ color: {t.warn_text}; font-weight: 600; }}
QFrame[kind="popup"] {{ background: {t.surface}; border: 1px solid {t.line_strong}; border-radius: 10px; }}
QDialog[kind="popup"] {{ background: {t.surface}; border: 1px solid {t.line_strong}; }}
QFrame[kind="desk"] {{ background: {t.surface}; border: none; }}
QFrame[kind="desk"][note="true"] {{ background: {t.warn_tint}; }}
QFrame[kind="desk"][note="true"] QFrame[kind="field"] {{ background: {t.surface}; border-color: {t.warn}; }}
QFrame[kind="line"] {{ background: {t.line}; border: none; }}
QFrame[kind="banner_info"] {{ background: {t.info_tint}; border: 1px solid {t.info_line}; {banner} }}
QFrame[kind="banner_warn"] {{ background: {t.warn_tint}; border: 1px solid {t.warn_line}; {banner} }}
QFrame[kind="banner_error"] {{ background: {t.danger_tint}; border: 1px solid {t.danger_line}; {banner} }}
QFrame[kind="banner_info"] QLabel {{ color: {t.info_text}; }}
QFrame[kind="banner_warn"] QLabel {{ color: {t.warn_text}; }}
QFrame[kind="banner_error"] QLabel {{ color: {t.danger_text}; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QGroupBox {{ border: 1px solid {t.line}; border-radius: 8px; margin-top: 20px; padding: 12px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; padding: 0 0 4px 0; }}
QStatusBar {{ color: {t.muted}; background: {t.surface}; border-top: 1px solid {t.line}; }}
QProgressBar {{ background: {t.pressed}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""


def _buttons(t: Tokens) -> str:
    # The focus ring is a second pixel of border; the padding gives that pixel back so that nothing moves.
    # Without `outline: 0` the style draws a frame of its own into what Tab has reached.
    return f"""
QAbstractButton, QComboBox {{ outline: 0; }}
QPushButton {{ color: {t.text}; background: {t.surface}; border: 1px solid {t.line_strong}; border-radius: 8px;
    padding: 0 15px; min-height: 30px; font-size: {FONT_PX}px; font-weight: 500; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {t.pressed}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 0 14px; min-height: 28px; }}
QPushButton:disabled {{ color: {t.disabled}; background: {t.background}; border-color: {t.line}; }}
QPushButton[kind="primary"] {{ color: {t.on_accent}; background: {t.accent}; border: 1px solid {t.accent}; }}
QPushButton[kind="primary"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {t.accent_pressed}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.focus}; }}
QPushButton[kind="danger"] {{ color: {t.on_danger}; background: {t.danger}; border: 1px solid {t.danger}; }}
QPushButton[kind="danger"]:hover {{ background: {t.danger_hover}; border-color: {t.danger_hover}; }}
QPushButton[kind="danger"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[kind="primary"]:disabled, QPushButton[kind="danger"]:disabled {{ color: {t.muted};
    background: {t.pressed}; border-color: {t.pressed}; }}
QPushButton[kind="ghost"] {{ color: {t.accent_text}; background: transparent; border: 1px solid transparent;
    padding: 0 9px; }}
QPushButton[kind="ghost"]:hover {{ background: {t.hover}; }}
QPushButton[kind="ghost"]:focus {{ border: 2px solid {t.accent}; padding: 0 8px; }}
QPushButton[kind="ghost"]:disabled {{ color: {t.disabled}; }}
QPushButton[kind="fold"] {{ color: {t.text}; background: transparent; border: 1px solid transparent; padding: 0 7px 0 0;
    font-size: 15px; font-weight: 600; text-align: left; }}
QPushButton[kind="fold"]:hover {{ color: {t.accent_text}; }}
QPushButton[kind="fold"]:focus {{ border: 2px solid {t.accent}; padding: 0 6px 0 0; }}
QPushButton[kind="fold"]:disabled {{ color: {t.disabled}; }}
QPushButton[kind="mode"] {{ color: {t.text}; background: transparent; border: 1px solid transparent; min-height: 24px;
    padding: 0 9px; }}
QPushButton[kind="mode"]:hover {{ background: {t.hover}; }}
QPushButton[kind="mode"]:checked {{ background: {t.selected}; border-color: {t.accent}; font-weight: 600; }}
QPushButton[kind="mode"]:focus {{ border: 2px solid {t.accent}; padding: 0 8px; min-height: 22px; }}
QFrame[note="true"] QPushButton[kind="mode"]:checked {{ background: {t.surface}; border-color: {t.warn}; }}
QPushButton[compact="true"] {{ min-height: 26px; padding: 0 11px; }}
QPushButton[compact="true"]:focus {{ min-height: 24px; padding: 0 10px; }}
"""


def _tool_buttons(t: Tokens) -> str:
    return f"""
QToolButton {{ color: {t.text}; background: transparent; border: 2px solid transparent; border-radius: 8px;
    padding: 4px; }}
QToolButton:hover {{ background: {t.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {t.pressed}; }}
QToolButton:focus {{ border-color: {t.accent}; }}
QToolButton:disabled {{ color: {t.disabled}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent}; border: 2px solid {t.accent}; }}
QToolButton[kind="primary"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
QToolButton[kind="primary"]:focus {{ border-color: {t.focus}; }}
QToolButton[kind="primary"]:disabled {{ background: {t.pressed}; border-color: {t.pressed}; }}
QToolButton[round="true"] {{ min-width: 30px; max-width: 30px; min-height: 30px; max-height: 30px; padding: 1px;
    border-radius: 17px; }}
QToolButton[kind="rail"] {{ color: {t.muted}; font-size: {FONT_PX}px; font-weight: 500; padding: 6px 10px;
    text-align: left; }}
QToolButton[kind="rail"]:checked {{ color: {t.info_text}; background: {t.info_tint}; }}
"""


def _fields(t: Tokens) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QSpinBox, QDateEdit, QTimeEdit {{ color: {t.text}; background: {t.surface};
    border: 1px solid {t.line_strong}; border-radius: 8px; padding: 0 9px; min-height: 32px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
    placeholder-text-color: {t.muted}; }}
QPlainTextEdit {{ padding: 5px 7px; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {{
    border: 2px solid {t.accent}; padding: 0 8px; min-height: 30px; }}
QPlainTextEdit:focus {{ padding: 4px 6px; }}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {{
    border-color: {t.danger}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled {{ color: {t.muted};
    background: {t.background}; border-color: {t.line}; }}
QLineEdit:read-only {{ background: {t.background}; }}
QPlainTextEdit[kind="bare"], QPlainTextEdit[kind="bare"]:focus {{ background: transparent; border: none;
    padding: 0; min-height: 0; font-size: {TEXT_PX}px; }}
QSpinBox QLineEdit, QDateEdit QLineEdit, QTimeEdit QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0;
    min-height: 0; background: transparent; }}
QSpinBox QLineEdit, QDateEdit QLineEdit, QTimeEdit QLineEdit {{ padding-left: 8px; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 20px; border: none; background: transparent; }}
QSpinBox::up-arrow {{ {_image("up")} width: 12px; height: 12px; }}
QSpinBox::down-arrow {{ {_image("down")} width: 12px; height: 12px; }}
"""


def _combo(t: Tokens) -> str:
    return f"""
QComboBox {{ color: {t.text}; background: {t.surface}; border: 1px solid {t.line_strong}; border-radius: 8px;
    padding: 0 9px; min-height: 32px; }}
QComboBox:hover {{ background: {t.hover}; }}
QComboBox:focus, QComboBox:on {{ border: 2px solid {t.accent}; padding: 0 8px; min-height: 30px; }}
QComboBox:disabled {{ color: {t.disabled}; background: {t.background}; border-color: {t.line}; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow {{ {_image("down")} width: 16px; height: 16px; }}
QComboBox QAbstractItemView {{ color: {t.text}; background: {t.surface}; border: 1px solid {t.line_strong};
    selection-background-color: {t.selected}; selection-color: {t.text}; outline: 0; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: 30px; padding: 0 6px; border-radius: 6px; }}
"""


def _choices(t: Tokens) -> str:
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {t.accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.disabled}; }}
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QListView::indicator {{ width: 16px; height: 16px;
    background: {t.surface}; border: 1px solid {t.muted}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.accent}; }}
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QListView::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
    {_image("check")} }}
QCheckBox::indicator:indeterminate {{ background: {t.accent}; border-color: {t.accent}; {_image("dash")} }}
QRadioButton::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; {_image("dot")} }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {t.pressed};
    border-color: {t.line_strong}; }}
"""


def _views(t: Tokens) -> str:
    return f"""
QListView, QTableView, QTreeView {{ color: {t.text}; background: {t.surface}; outline: 0;
    border: 1px solid {t.surface};
    alternate-background-color: {t.background}; gridline-color: {t.line};
    selection-background-color: {t.selected}; selection-color: {t.text}; }}
QTableView::item {{ border: none; border-bottom: 1px solid {t.line}; padding: 0 8px; }}
QListView::item:hover {{ background: {t.hover}; }}
QTableView::item:selected, QListView::item:selected {{ background: {t.selected}; color: {t.text}; }}
QListView::item {{ padding: 0 8px; min-height: 32px; }}
QListView[kind="boxed"], QListView[kind="boxed"]:focus {{ border: 1px solid {t.line_strong}; border-radius: 8px;
    padding: 2px; }}
QListView[kind="chat"]::item {{ padding: 0; min-height: 0; background: transparent; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: 1px solid {t.accent}; }}
QTableView[kind="rows"]:focus, QListView[kind="cards"]:focus {{ border-color: {t.surface}; }}
QListView[kind="chat"], QListView[kind="chat"]:focus {{ background: {t.background}; border: none; }}
QHeaderView {{ background: {t.surface}; border: none; }}
QHeaderView::section {{ color: {t.muted}; background: {t.surface}; border: none;
    border-bottom: 1px solid {t.line_strong}; padding: 8px 14px; font-size: 12px; font-weight: 600; }}
QHeaderView::section:hover {{ color: {t.text}; background: {t.hover}; }}
QHeaderView::up-arrow {{ {_image("up")} width: 12px; height: 12px; subcontrol-position: center right; right: 6px; }}
QHeaderView::down-arrow {{ {_image("down")} width: 12px; height: 12px; subcontrol-position: center right;
    right: 6px; }}
QTableCornerButton::section {{ background: {t.surface}; border: none; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[kind="page"] {{ background: transparent; }}
"""


def _tabs(t: Tokens) -> str:
    return f"""
QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
QTabWidget::tab-bar {{ left: 12px; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ color: {t.muted}; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 8px 4px; margin-right: 16px; font-weight: 500; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar::tab:selected {{ color: {t.accent_text}; border-bottom-color: {t.accent_text}; }}
QTabBar::tab:focus {{ background: {t.hover}; }}
"""


def _menus(t: Tokens) -> str:
    return f"""
QMenu {{ color: {t.text}; background: {t.surface}; border: 1px solid {t.line_strong}; padding: 6px; }}
QMenu::item {{ padding: 7px 24px 7px 10px; border-radius: 6px; }}
QMenu::item:selected {{ background: {t.selected}; }}
QMenu::item:disabled {{ color: {t.disabled}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; margin-left: 4px; background: {t.surface}; border: 1px solid {t.muted};
    border-radius: 4px; }}
QMenu::indicator:exclusive {{ border-radius: 8px; }}
QMenu::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; {_image("check")} }}
QMenu::indicator:exclusive:checked {{ {_image("dot")} }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 6px 4px; }}
QMenuBar {{ color: {t.text}; background: {t.surface}; border-bottom: 1px solid {t.line}; }}
QMenuBar::item {{ padding: 6px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.hover}; }}
"""


def _scroll_bars(t: Tokens) -> str:
    return f"""
QScrollBar {{ background: transparent; border: none; margin: 2px; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {t.scroll}; border-radius: 3px; }}
QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
