"""What the screens show and what a gesture means: QtCore only, no widgets. Each presenter takes every event of the link."""
