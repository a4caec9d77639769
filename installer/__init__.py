"""Packages the two desktop programs: freeze once, stamp per customer. Also the developer machine's system packages."""
