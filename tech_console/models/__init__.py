"""Item models over the world's records: columns, order, search with qualifiers. Of Qt only QtCore."""
