"""From simulations to answers: comparisons, bands, recovery, what designation does. Computes; draws nothing."""
