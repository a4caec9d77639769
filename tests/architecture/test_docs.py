"""The generated parts of docs/ say what the code says."""

import pytest

from tests.docs.parts import PARTS, ROOT, Part, with_part


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.path}: {part.name}")
def test_generated_part_is_current(part: Part) -> None:
    page = (ROOT / part.path).read_text()
    assert page == with_part(page, part), "run `make docs`"
