"""Pictures of what a sweep's table says, one kind a file: each takes a result of ``exploration`` and an ax."""
