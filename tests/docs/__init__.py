"""Writes the generated parts of docs/ anew from the code; tests/architecture/test_docs.py checks that they are true."""
