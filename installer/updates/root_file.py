"""Reads a root file that is to be built into programs: a wrong one there would refuse every update for good."""

from pathlib import Path

from installer.errors import Refused
from shared.updates.refused import UpdateRefused
from shared.updates.root import read_root


def checked_root(path: Path) -> bytes:
    """Return the bytes of a root that its own keys have signed. Raises: Refused."""
    from tuf.api.exceptions import RepositoryError
    from tuf.api.metadata import Metadata, Root

    try:
        content = read_root(path)
        root = Metadata[Root].from_bytes(content)
        if not isinstance(root.signed, Root):
            raise Refused(f"{path} is no root file: take update-root.json of your updates folder.")
        root.signed.verify_delegate("root", root.signed_bytes, root.signatures)
    except (RepositoryError, UpdateRefused, ValueError) as error:
        raise Refused(f"{path} is no root file: take update-root.json of your updates folder.") from error
    return content
