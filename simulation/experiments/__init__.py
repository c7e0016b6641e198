"""Experiments at scale: a sweep file, its design, the runner that plays it, and the table that it leaves.

The words are those of exploratory modelling. *Uncertainties* are what nobody chooses, *levers* what a
regulator does, *outcomes* what is measured. A *design point* is one value for each uncertainty, an
*alternative* one setting of all levers, a *replication* one future. Every alternative is played on
every (point, replication).
"""
