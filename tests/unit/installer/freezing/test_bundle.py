"""A bundle is known by what is in it; whoever changes a byte, a link or a permission makes another one."""

from pathlib import Path

import pytest

from installer.errors import InstallerError
from installer.freezing import bundle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sportello-agent"
    (made / "inside").mkdir(parents=True)
    (made / "sportello-agent").write_bytes(b"program")
    (made / "sportello-agent").chmod(0o755)
    (made / "inside" / "words").write_bytes(b"ciao")
    (made / "words").symlink_to("inside/words")
    return made


def test_the_sums_are_written_as_sha256sum_reads_them(folder: Path) -> None:
    ciao = "b133a0c0e9bee3be20163d2ad31d6248db292aa6dcb1ee087a2aa50e0fc75ae2"
    first, second = bundle.sums(folder).splitlines()
    assert first == f"{ciao}  inside/words"
    assert second.endswith("  sportello-agent")


def test_the_digest_knows_bytes_links_and_permissions(folder: Path) -> None:
    seen = {bundle.content_digest(folder)}
    (folder / "inside" / "words").write_bytes(b"Ciao")
    seen.add(bundle.content_digest(folder))
    (folder / "sportello-agent").chmod(0o644)
    seen.add(bundle.content_digest(folder))
    (folder / "words").unlink()
    (folder / "words").symlink_to("sportello-agent")
    seen.add(bundle.content_digest(folder))
    assert len(seen) == 4


def test_the_biggest_part_comes_first(folder: Path) -> None:
    assert bundle.biggest(folder, 1) == [("words", len("inside/words"))]
    assert bundle.size(folder) == len(b"program") + len(b"ciao") + len("inside/words")


def test_a_folder_without_facts_is_no_bundle(folder: Path) -> None:
    with pytest.raises(InstallerError, match="build"):
        bundle.load(folder)
