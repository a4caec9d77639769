"""From one base package to a hundred customers' packages, on the command line; each holds its own stamp and no changed one passes."""

import datetime as dt
import re
import subprocess
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from installer.archives import make_tar, make_zip
from installer.cli.main import installer
from installer.customers import Wanted, make_stamp, sign
from installer.debian import deb
from installer.freezing import bundle
from installer.freezing.bundle import Bundle, Facts
from shared import stamp as stamps
from shared.stamping.deb import put
from shared.stamping.packages import stamp_text

RELAY_ID = "0193a2b0-0000-7000-8000-000000000001"
TOKEN = "spt-4f1c9a7b2e8d4f1c9a7b2e8d"


def run(*words: str) -> Result:
    return CliRunner().invoke(installer, list(words))


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "stamp.key"
    path.write_bytes(Ed25519PrivateKey.generate().private_bytes_raw())
    return path


@pytest.fixture
def bases(tmp_path: Path) -> list[Path]:
    """Base packages of every kind, as real as ours but with a small program."""
    folder = tmp_path / "sportello-agent"
    folder.mkdir()
    (folder / "sportello-agent").write_text("#!/bin/sh\necho agent\n", encoding="ascii")
    (folder / "sportello-agent").chmod(0o755)
    facts = Facts(
        program="agent",
        version="1.2.3",
        inputs="",
        content=bundle.content_digest(folder),
        made_from=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        python="3.11",
        platform="linux",
    )
    made = Bundle(folder=folder, facts=facts)
    made.bill.write_text("{}", encoding="utf-8")
    made.sums.write_text(bundle.sums(folder), encoding="utf-8")
    return [deb.make(made, tmp_path / "base"), make_tar(made, tmp_path / "base"), make_zip(made, tmp_path / "base")]


def options(key: Path, out: Path, customer: str) -> list[str]:
    return [
        f"--customer={customer}",
        "--relay=wss://desk.example.org:8443",
        f"--relay-id={RELAY_ID}",
        f"--token={TOKEN}",
        f"--stamp-key={key}",
        f"--out={out}",
    ]


def test_a_hundred_customers_and_each_ones_tampered_twin(bases: list[Path], key: Path, tmp_path: Path) -> None:
    base, out, twin = bases[0], tmp_path / "customers", tmp_path / "twin.deb"
    for number in range(100):
        done = run("stamp", str(base), *options(key, out, f"Customer {number:03}"))
        assert done.exit_code == 0, done.output
        package = out / f"customer-{number:03}" / f"{base.name.removesuffix('.deb')}-customer-{number:03}.deb"
        text = stamp_text(package)
        assert stamps.read(text).stamp.customer_name == f"Customer {number:03}"
        head, content, signature = text.split(".")
        place = 10 + number % (len(content) - 20)
        changed = content[:place] + ("A" if content[place] != "A" else "B") + content[place + 1 :]
        put(base, twin, f"{head}.{changed}.{signature}")
        refused = run("show", str(twin))
        assert refused.exit_code == 3
        assert "was changed after it was signed" in refused.output


def test_the_payload_is_the_same_for_everybody(bases: list[Path], key: Path, tmp_path: Path) -> None:
    base = bases[0]
    run("stamp", str(base), *options(key, tmp_path, "Acme"))
    (package,) = (tmp_path / "acme").glob("*.deb")
    payloads = {
        subprocess.run(["dpkg-deb", "--fsys-tarfile", str(path)], check=True, capture_output=True).stdout
        for path in (base, package)
    }
    assert len(payloads) == 1
    named = subprocess.run(
        ["dpkg-deb", "--info", str(package), "stamp"], check=True, capture_output=True, text=True
    ).stdout
    assert named.strip() == stamp_text(package)


def test_every_kind_is_shown_and_its_token_masked(bases: list[Path], key: Path, tmp_path: Path) -> None:
    done = run("stamp", *map(str, bases), *options(key, tmp_path, "Comune di Forlì"), "--policy=quit=off", "--days=30")
    assert done.exit_code == 0, done.output
    folder = tmp_path / "comune-di-forli"
    assert len((folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()) == len(bases)
    for package in [*folder.glob("*forli*"), folder / "sportello.stamp"]:
        shown = run("show", str(package))
        assert shown.exit_code == 0, shown.output
        assert "Comune di Forlì" in shown.output
        assert "allow_quit=off" in shown.output
        assert TOKEN not in shown.output
        assert re.search(r"^signature +fits$", shown.output, re.MULTILINE)
    assert "for every customer" in run("show", str(bases[0])).output


def test_a_stamp_made_elsewhere_is_put_in_as_it_is(bases: list[Path], key: Path, tmp_path: Path) -> None:
    run("stamp", *options(key, tmp_path / "relay", "Acme"))
    made = tmp_path / "relay" / "acme" / "sportello.stamp"
    done = run("stamp", str(bases[1]), f"--stamp={made}", f"--out={tmp_path}")
    assert done.exit_code == 0, done.output
    (package,) = (tmp_path / "acme").glob("*.tar.gz")
    assert stamp_text(package) == made.read_text(encoding="ascii").strip()


def test_a_stamp_whose_time_is_over_makes_no_package(bases: list[Path], key: Path, tmp_path: Path) -> None:
    wanted = Wanted(customer="Acme", relay="wss://desk.example.org", relay_id=RELAY_ID, days=30)
    made = tmp_path / "old.stamp"
    made.write_text(sign(make_stamp(wanted, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)), key).text, encoding="ascii")
    done = run("stamp", str(bases[0]), f"--stamp={made}", f"--out={tmp_path}")
    assert (done.exit_code, "ended on 2026-01-31" in done.output) == (3, True), done.output
    assert run("show", str(made)).exit_code == 0


def test_what_cannot_be_stamped_is_said_in_one_sentence(bases: list[Path], key: Path, tmp_path: Path) -> None:
    run("stamp", str(bases[0]), *options(key, tmp_path, "Acme"))
    (package,) = (tmp_path / "acme").glob("*.deb")
    picture = tmp_path / "logo.png"
    picture.write_bytes(b"GIF89a")
    damaged = tmp_path / "damaged.deb"
    damaged.write_bytes(bases[0].read_bytes()[:500])
    good = options(key, tmp_path, "Acme")
    for words, code, said in [
        ([str(package), *good], 3, "is one customer's package already: take the base package."),
        ([str(damaged), *good], 3, "is no package of ours, or it is damaged."),
        ([str(bases[0]), *good, f"--brand-icon={picture}"], 1, "is no PNG picture."),
        ([str(bases[0]), *good, "--relay=http://desk.example.org"], 1, "The stamp cannot hold this"),
        ([str(bases[0]), *good, "--policy=fun=on"], 1, "--policy fun=on is not known"),
        ([str(bases[0]), *good, f"--stamp-key={picture}"], 3, "is no stamp key"),
        ([str(bases[0])], 2, "give --customer and --relay and --relay-id and --stamp-key, or --stamp FILE"),
    ]:
        done = run("stamp", *words)
        assert (done.exit_code, said in done.output) == (code, True), done.output


def test_stamping_is_a_matter_of_tenths_of_a_second(bases: list[Path], key: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.deb"
    content = bases[0].read_bytes()
    at = content.rindex(b"`\n") + 2  # the payload of a real one: 44 MB that are copied and not looked at
    size = 44_000_000
    big.write_bytes(content[: at - 12] + f"{size:<10}`\n".encode() + bytes(size))
    started = time.process_time()
    assert run("stamp", str(big), *options(key, tmp_path, "Acme")).exit_code == 0
    assert time.process_time() - started < 1.0
