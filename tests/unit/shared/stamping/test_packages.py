"""One customer's package of any kind: whole or not there, the payload the same for all."""

import datetime as dt
import errno
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared import stamp as stamps
from shared.ids import StampId, new_id
from shared.stamp import SignedStamp, Stamp
from shared.stamping.packages import slug, stamp_text, stamped
from shared.stamping.refused import PackageRefused
from tests.unit.shared.stamping.test_msi import package

KEY = Ed25519PrivateKey.generate()


def signed_for(customer: str) -> SignedStamp:
    stamp = Stamp(
        stamp_id=StampId(new_id()),
        relay_id="r",
        relay_url="wss://desk.example.org",
        issued_at=dt.datetime(2026, 11, 28, tzinfo=dt.UTC),
        customer_name=customer,
    )
    return stamps.sign(stamp, KEY)


def test_each_customer_gets_a_package_of_its_own_and_the_base_stays(tmp_path: Path) -> None:
    base = package(tmp_path)
    before = base.read_bytes()
    made = {name: stamped(base, tmp_path, signed_for(name)) for name in ("Acme", "Comune di Forlì")}
    assert [path.name for path in made.values()] == [
        "sportello-agent-1.2.3-acme.zip",
        "sportello-agent-1.2.3-comune-di-forli.zip",
    ]
    assert [stamps.read(stamp_text(path)).stamp.customer_name for path in made.values()] == list(made)
    assert base.read_bytes() == before


def test_a_disk_that_is_full_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = package(tmp_path)
    before = stamped(base, tmp_path, signed_for("Acme")).read_bytes()

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        stamped(base, tmp_path, signed_for("Acme"))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["sportello-agent-1.2.3-acme.zip", "sportello-agent-1.2.3.msi"]
    assert (tmp_path / names[0]).read_bytes() == before


def test_a_file_of_another_kind_is_refused_by_its_name(tmp_path: Path) -> None:
    other = tmp_path / "setup.exe"
    other.write_bytes(b"MZ")
    with pytest.raises(PackageRefused) as refused:
        stamped(other, tmp_path, signed_for("Acme"))
    assert refused.value.params == {"why": "no_package", "path": str(other)}


@pytest.mark.parametrize(("name", "part"), [("ACME S.p.A.", "acme-s-p-a"), ("日本", "customer"), ("../..", "customer")])
def test_a_customers_name_becomes_a_harmless_part_of_a_file_name(name: str, part: str) -> None:
    assert slug(name) == part
