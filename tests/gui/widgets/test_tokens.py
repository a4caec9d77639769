import pytest

from shared.widgets.tokens import DARK, LIGHT, Tokens, contrast

PAIRS = [
    ("text", "background"),
    ("text", "surface"),
    ("text", "hover"),
    ("text", "pressed"),
    ("text", "selected"),
    ("text", "bubble"),
    ("muted", "background"),
    ("muted", "surface"),
    ("muted", "hover"),
    ("muted", "pressed"),
    ("muted", "bubble"),
    ("muted", "selected"),
    ("accent_text", "background"),
    ("accent_text", "surface"),
    ("accent_text", "hover"),
    ("accent_text", "bubble"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("on_accent_muted", "accent"),
    ("on_danger", "danger"),
    ("on_danger", "danger_hover"),
    ("danger_text", "surface"),
    ("danger_text", "background"),
    ("danger_text", "danger_tint"),
    ("warn_text", "warn_tint"),
    ("info_text", "info_tint"),
    ("ok_text", "surface"),
    ("ok_text", "background"),
    ("ok_text", "ok_tint"),
    ("on_tooltip", "tooltip"),
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), PAIRS)
def test_every_text_colour_has_contrast_of_at_least_four_and_a_half(tokens: Tokens, front: str, ground: str) -> None:
    assert contrast(getattr(tokens, front), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_focus_ring_stands_out_from_what_it_surrounds(tokens: Tokens) -> None:
    assert contrast(tokens.accent, tokens.surface) >= 3
    assert contrast(tokens.focus, tokens.background) >= 3


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
