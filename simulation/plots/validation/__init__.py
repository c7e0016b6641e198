"""Pictures of a validation: they show what it found and compute nothing."""
