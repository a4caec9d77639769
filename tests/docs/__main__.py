"""`python -m tests.docs`: write every generated part, say which files changed."""

from tests.docs.parts import PARTS, ROOT, with_part


def main() -> None:
    for part in PARTS:
        path = ROOT / part.path
        before = path.read_text()
        after = with_part(before, part)
        if after != before:
            path.write_text(after)
            print(f"changed {part.path}: {part.name}")


if __name__ == "__main__":
    main()
