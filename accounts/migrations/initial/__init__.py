"""More tables of a new database, which the squashed migration makes in one step."""
