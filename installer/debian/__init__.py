"""The Debian packages: how a bundle lies on a machine, what dpkg is told, what runs around it (ADR 0010)."""
