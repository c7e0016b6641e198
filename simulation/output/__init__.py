"""What commands leave on disk: a folder written whole or not at all, with a manifest that says what made it."""
