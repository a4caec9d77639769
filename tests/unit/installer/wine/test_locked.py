"""Unit tests of installer/wine/locked.py."""

from installer.wine.locked import for_windows

LOCK = """\
alembic==1.20.1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via sportello (pyproject.toml)
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
    # via click
jeepney==0.9.0 ; sys_platform == 'linux' \\
    --hash=sha256:dd
puremagic==1.30 ; python_full_version < '3.12' \\
    --hash=sha256:ee
puremagic==2.2.0 ; python_full_version >= '3.12' \\
    --hash=sha256:ff
"""


def test_the_conditions_are_judged_by_windows_and_its_python() -> None:
    assert for_windows(LOCK, "3.11.9").splitlines() == [
        "alembic==1.20.1 --hash=sha256:aa --hash=sha256:bb",
        "colorama==0.4.6 --hash=sha256:cc",
        "puremagic==1.30 --hash=sha256:ee",
    ]


def test_another_python_gets_its_own() -> None:
    assert "puremagic==2.2.0 --hash=sha256:ff" in for_windows(LOCK, "3.12.9").splitlines()
