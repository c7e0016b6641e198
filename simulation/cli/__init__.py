"""The command ``turnaround``: each command in its own file, and nothing heavy imported before it is needed."""
