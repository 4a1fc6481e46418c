"""Where a newcomer starts to read."""
