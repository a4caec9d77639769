"""The file process: bytes over HTTP, checks, the virus scanner, cleaning up. docs/adr/0007-file-process.md."""
