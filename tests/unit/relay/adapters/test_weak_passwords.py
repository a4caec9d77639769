"""Long is not enough: what everybody tries first is refused when a password is set."""

import pytest

from relay.adapters.weak_passwords import WeakPassword, check_password

NAMES = ("Giulia Rossi", "g.bianchi@example.org", "Comune di Chiusi")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("fourteen chars", "short"),
        ("x y" * 90, "long"),
        ("aaaaaaaaaaaaaaaaaaaa", "simple"),
        ("ab1cd2ab1cd2ab1cd2ab", "simple"),
        ("123456789012345", "simple"),
        ("qwertyuiopasdfghjkl", "simple"),
        ("Zyxwvutsrqponml!", "simple"),
        ("Password!1928374", "common"),
        ("2026-Sportello-2027", "common"),
        ("manchesterunited", "common"),
        ("giulia.rossi.26", "own_name"),
        ("BIANCHI-example-1", "own_name"),
    ],
)
def test_an_easy_password_is_refused_with_its_reason(password: str, why: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        check_password(password, names=NAMES)
    assert refused.value.params["why"] == why


@pytest.mark.parametrize(
    "password",
    ["tre gatti sul tetto", "9vK2-mmQx-7Lpa-0sW", "la mia chiave è ben lunga", "\U0001f511 una chiave qualunque"],
)
def test_a_phrase_or_a_random_password_is_taken(password: str) -> None:
    check_password(password, names=NAMES)
