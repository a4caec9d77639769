from pathlib import Path

from shared.program_file import lasting_program


def test_a_program_among_versions_is_found_through_the_link(tmp_path: Path) -> None:
    old, new = (tmp_path / "versions" / name / "sportello-agent" for name in ("1.0-aa", "1.1-bb"))
    for program in (old, new):
        program.parent.mkdir(parents=True)
        program.touch()
    (tmp_path / "current").symlink_to("versions/1.1-bb")
    assert lasting_program(old) == tmp_path / "current" / "sportello-agent"
    assert lasting_program(old).resolve() == new


def test_any_other_program_is_where_it_is(tmp_path: Path) -> None:
    assert lasting_program(tmp_path / "sportello-agent") == tmp_path / "sportello-agent"
    without_link = tmp_path / "versions" / "1.0" / "sportello-agent"
    assert lasting_program(without_link) == without_link
