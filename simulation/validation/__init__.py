"""Validation: what the calibrated model says of inspections that it was not fitted to, beside simple rivals."""
