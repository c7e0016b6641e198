"""The regulator: what it sees, how it decides, and what its decisions can be."""
