"""Calibration: which numbers of the model real inspections speak for, and how surely."""
