"""Evidence: what real inspections say, and the same of simulated ones, so that the two can be held together."""
