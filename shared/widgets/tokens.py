"""The colours and measures of both programs: two sets of tokens, light and dark, and nothing else.

Every pair that carries text keeps a contrast of at least 4.5 (tests/gui/widgets/test_tokens.py measures it).
"""

import msgspec

GRID = 8
"""All distances are multiples of this many logical pixels, or its half."""
RADIUS = 8
FONT_FAMILY = "Inter"
FONT_PX = 13
TEXT_PX = 14
SMALL_PX = 11


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """One theme. `on_x` is text drawn on a fill of colour `x`; `x_text` is text in that hue on a neutral ground."""

    is_dark: bool
    background: str
    surface: str
    hover: str
    pressed: str
    selected: str
    line: str
    line_strong: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str
    on_accent: str
    on_accent_muted: str
    on_accent_read: str
    focus: str
    bubble: str
    bubble_line: str
    tooltip: str
    on_tooltip: str
    ok: str
    ok_text: str
    ok_tint: str
    info_text: str
    info_tint: str
    info_line: str
    warn: str
    warn_text: str
    warn_tint: str
    warn_line: str
    danger: str
    danger_hover: str
    on_danger: str
    danger_text: str
    danger_tint: str
    danger_line: str
    scroll: str


LIGHT = Tokens(
    is_dark=False,
    background="#F6F7F9",
    surface="#FFFFFF",
    hover="#F0F2F5",
    pressed="#E6E9EE",
    selected="#E9EFFE",
    line="#E6E8EC",
    line_strong="#CBD1DA",
    text="#111827",
    muted="#5B6575",
    disabled="#9AA3B0",
    accent="#2F5BEA",
    accent_hover="#274DC9",
    accent_pressed="#2141AB",
    accent_text="#2A52D4",
    on_accent="#FFFFFF",
    on_accent_muted="#E8EDFF",
    on_accent_read="#9BF6D0",
    focus="#1B2F86",
    bubble="#FFFFFF",
    bubble_line="#E3E6EB",
    tooltip="#1F2733",
    on_tooltip="#F5F7FA",
    ok="#16A34A",
    ok_text="#15703A",
    ok_tint="#E8F7EE",
    info_text="#3549B8",
    info_tint="#EEF2FF",
    info_line="#D3DCFC",
    warn="#D97706",
    warn_text="#8A3F0C",
    warn_tint="#FFFBEB",
    warn_line="#FDE68A",
    danger="#D02B2B",
    danger_hover="#B42323",
    on_danger="#FFFFFF",
    danger_text="#B42323",
    danger_tint="#FEF2F2",
    danger_line="#FBCFCF",
    scroll="#C6CCD6",
)

DARK = Tokens(
    is_dark=True,
    background="#0F131A",
    surface="#171C25",
    hover="#212836",
    pressed="#2A3240",
    selected="#1F2B4D",
    line="#262D39",
    line_strong="#3B4454",
    text="#E8EBF0",
    muted="#9AA4B4",
    disabled="#5D6777",
    accent="#3562E6",
    accent_hover="#2F59D8",
    accent_pressed="#294EC2",
    accent_text="#8FABFF",
    on_accent="#FFFFFF",
    on_accent_muted="#EEF2FF",
    on_accent_read="#A5F9D7",
    focus="#A9BEFF",
    bubble="#1E2530",
    bubble_line="#2A3240",
    tooltip="#E8EBF0",
    on_tooltip="#111827",
    ok="#34D399",
    ok_text="#5BDDAE",
    ok_tint="#10291F",
    info_text="#A9BEFF",
    info_tint="#1B2543",
    info_line="#2C3A66",
    warn="#F59E0B",
    warn_text="#F5D98A",
    warn_tint="#2A2413",
    warn_line="#5C4A14",
    danger="#D93636",
    danger_hover="#C42D2D",
    on_danger="#FFFFFF",
    danger_text="#FF9C9C",
    danger_tint="#2E1719",
    danger_line="#5E2529",
    scroll="#3B4454",
)


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two `#RRGGBB` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
