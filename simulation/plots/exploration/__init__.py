"""Pictures of what a sweep's table says, one kind a file: each takes a result of ``simulation.exploration`` and an ax."""
