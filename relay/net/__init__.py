"""Sockets and HTTP of the talk process; no rules. Data walks wire → handler → writer → commit → hint → push."""
