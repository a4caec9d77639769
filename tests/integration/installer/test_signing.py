"""A signature made with one's own certificate fits the file it was made for and no other."""

import datetime as dt
from importlib.util import find_spec
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from installer import signing
from installer.errors import InstallerError, Refused
from installer.programs import PROGRAMS
from installer.signing import Signer
from installer.windows import msi
from installer.windows.product import Product

SETUPTOOLS = Path(next(iter(find_spec("setuptools").submodule_search_locations)))  # type: ignore[union-attr, arg-type]  # it is there: it builds us


def own_certificate(folder: Path, name: str = "Provider") -> Signer:
    """Make a code-signing certificate that vouches for itself."""
    key = generate_private_key(SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(
            who, who, key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(days=1)
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
        .sign(key, hashes.SHA256())
    )
    made = Signer(certificate=folder / f"{name}.crt", key=folder / f"{name}.key")
    made.certificate.write_bytes(certificate.public_bytes(Encoding.PEM))
    made.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return made


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return own_certificate(tmp_path)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "sportello-agent_1.2.3-1_amd64.deb"
    path.write_bytes(b"package\r\nwith lines\n" * 1000)
    return path


def test_a_signed_package_is_verified(package: Path, signer: Signer) -> None:
    assert signing.sign(package, signer) == signing.signature_of(package)
    signing.verify(package, signer.certificate)


def test_a_changed_package_is_refused(package: Path, signer: Signer) -> None:
    signing.sign(package, signer)
    package.write_bytes(package.read_bytes().replace(b"with", b"wuth", 1))
    with pytest.raises(Refused, match="not what was signed"):
        signing.verify(package, signer.certificate)


def test_somebody_elses_signature_is_refused(package: Path, signer: Signer, tmp_path: Path) -> None:
    signing.sign(package, own_certificate(tmp_path, "Somebody"))
    with pytest.raises(Refused, match="the signer is not known"):
        signing.verify(package, signer.certificate)


def test_a_package_without_a_signature_is_refused(package: Path, signer: Signer) -> None:
    with pytest.raises(Refused, match="no signature"):
        signing.verify(package, signer.certificate)


def test_a_key_of_another_certificate_signs_nothing(package: Path, signer: Signer, tmp_path: Path) -> None:
    wrong = Signer(certificate=signer.certificate, key=own_certificate(tmp_path, "Somebody").key)
    with pytest.raises(InstallerError, match="was not signed"):
        signing.sign(package, wrong)
    assert not signing.signature_of(package).exists()


@pytest.fixture(params=["msi", "exe"])
def inside(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A real MSI and a real Windows program: files that carry their signature inside."""
    path = tmp_path / f"sportello-agent.{request.param}"
    if request.param == "exe":
        # setuptools brings small Windows programs along.
        path.write_bytes((SETUPTOOLS / "gui-64.exe").read_bytes())
        return path
    (tmp_path / "frozen").mkdir()
    (tmp_path / "frozen" / "sportello-agent.exe").write_bytes(b"MZ" + b"some bytes to find again" * 400)
    product = Product(program=PROGRAMS["agent"], version="1.2.3", files=("sportello-agent.exe",))
    return msi.write(product, tmp_path / "frozen", path)


def test_a_windows_package_carries_its_signature_inside(inside: Path, signer: Signer) -> None:
    assert signing.sign(inside, signer) == inside
    signing.verify(inside, signer.certificate)
    assert {path.name for path in inside.parent.iterdir() if path.name.startswith(f".{inside.name}")} == set()


def test_a_changed_windows_package_is_refused(inside: Path, signer: Signer) -> None:
    signing.sign(inside, signer)
    content = bytearray(inside.read_bytes())
    content[len(content) // 2] ^= 1
    inside.write_bytes(content)
    with pytest.raises(Refused, match="not what was signed"):
        signing.verify(inside, signer.certificate)


def test_a_windows_package_that_nobody_or_somebody_else_signed_is_refused(
    inside: Path, signer: Signer, tmp_path: Path
) -> None:
    with pytest.raises(Refused):
        signing.verify(inside, signer.certificate)
    signing.sign(inside, own_certificate(tmp_path, "Somebody"))
    with pytest.raises(Refused):
        signing.verify(inside, signer.certificate)
