import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.file_names import MAX_NAME_BYTES, clean_file_name, suffix_of


@pytest.mark.parametrize(
    ("hostile", "kept"),
    [
        ("../../x.pdf", "x.pdf"), ("/etc/passwd", "passwd"), ("C:\\Windows\\x.pdf", "x.pdf"), ("\\\\host\\share\\x.pdf", "x.pdf"),
        ("a\x00b.pdf", "ab.pdf"), ("con", "_con"), ("NUL.txt", "_NUL.txt"), ("COM¹.log", "_COM¹.log"), ("aux .pdf", "_aux .pdf"),
        ("report.pdf:evil.exe", "report.pdf_evil.exe"), ("gpj\u202eexe.pdf", "gpjexe.pdf"), ("a\u200bb.pdf", "ab.pdf"),
        ("trailing. . .", "trailing"), ("..", "file"), ("", "file"), (" .hidden", "hidden"), ("a\nb\tc.pdf", "a b c.pdf"),
        ("Perché no? 😀.pdf", "Perché no_ 😀.pdf"), ('<b>|*".pdf', "_b____.pdf"), ("x\ud800.pdf", "x.pdf"),
    ],
)  # fmt: skip
def test_a_hostile_name_becomes_one_plain_component(hostile: str, kept: str) -> None:
    assert clean_file_name(hostile) == kept


def test_a_long_name_is_cut_and_keeps_its_suffix() -> None:
    assert clean_file_name("a" * 300 + ".pdf") == "a" * (MAX_NAME_BYTES - 4) + ".pdf"
    assert clean_file_name("è" * 300 + ".PDF").endswith("è.PDF")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), (".conf", ""), ("a.pdf ", ""), ("a.\uff50df", "")],
)
def test_the_suffix_is_what_stands_behind_the_last_dot(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


@given(st.text(st.characters(), max_size=400))
def test_cleaning_is_idempotent_and_leaves_nothing_harmful(name: str) -> None:
    cleaned = clean_file_name(name)
    assert clean_file_name(cleaned) == cleaned
    assert cleaned
    assert cleaned == cleaned.strip(" .")
    assert len(cleaned.encode()) <= MAX_NAME_BYTES
    assert not set(cleaned) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in cleaned)
