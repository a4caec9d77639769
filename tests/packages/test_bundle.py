"""What is in a bundle, and what its bill of materials says of it."""

import json
import re
from pathlib import Path

from cyclonedx.model.bom import Bom

from installer.freezing import bundle
from installer.freezing.bundle import Bundle
from tests.packages.needs import PACKAGES_CAN_BE_INSTALLED

pytestmark = PACKAGES_CAN_BE_INSTALLED
UNWANTED = re.compile(r"(Qt6(Qml|Quick|Pdf|WebEngine)|libgtk|libgdk|opengl32sw|/qml/|direct_url|\.pyc$|(^|/)tests?/)")


def test_the_bill_names_what_is_in_it_and_nothing_of_unknown_origin(agent_bundle: Bundle, relay_bundle: Bundle) -> None:
    agent, relay = _parts(agent_bundle.bill), _parts(relay_bundle.bill)
    assert {"pyside6-essentials", "shiboken6", "cryptography", "keyring", "jeepney", "python", "pyinstaller"} <= agent
    assert {"uvloop", "pysqlite3", "argon2-cffi", "alembic", "sqlalchemy", "aiohttp", "python"} <= relay
    assert not relay & {"pyside6-essentials", "keyring"}
    assert not agent & {"sqlalchemy", "aiohttp", "pytest", "hypothesis", "mypy"}


def test_the_sums_fit_and_nothing_is_in_it_that_nothing_uses(agent_bundle: Bundle) -> None:
    assert agent_bundle.sums.read_text(encoding="utf-8") == bundle.sums(agent_bundle.folder)
    assert [str(path) for path in bundle.files(agent_bundle.folder) if UNWANTED.search(path.as_posix())] == []
    assert bundle.size(agent_bundle.folder) < 127_000_000


def test_no_path_of_this_machine_is_in_it(relay_bundle: Bundle) -> None:
    here = str(Path(__file__).parents[2]).encode()
    texts = (path for path in bundle.files(relay_bundle.folder) if path.suffix in {"", ".txt", ".json", ".py"})
    assert [str(path) for path in texts if here in (relay_bundle.folder / path).read_bytes()] == []


def _parts(bill: Path) -> set[str]:
    bom = Bom.from_json(json.loads(bill.read_text(encoding="utf-8")))  # type: ignore[attr-defined]  # a decorator gives it
    assert all(part.purl for part in bom.components), "each part has its origin"
    return {part.name.lower().replace("_", "-") for part in bom.components}
