"""Stances and sanctions, and the blame that all feel: step 14 of the quarter. Both drivers call this."""

from __future__ import annotations

from simulation.compiled import compiled_inside
from simulation.rules.culture import blame_next, sanction
from simulation.vocabulary import Stance

__all__ = ["spread_blame"]


@compiled_inside
def spread_blame(run, p, tools, stances):
    """Step 14 for one run: sanctions of stance and instrument now; others' are last quarter's. S4."""
    organisations, files = run.organisations, run.files
    n = files.shape[0]
    mean = run.sector[0].sanctions / n
    everyone = 0.0
    for i in range(n):
        own, file = organisations[i], files[i]
        file.stance = Stance.NEUTRAL
        if file.designated > 0 or file.instrument > 0:
            file.stance = stances[i]
        sanctioned = sanction(file.stance, p.censure_blame, tools[file.instrument].blame)
        own.blame = blame_next(own.blame, sanctioned, own.neighbours_sanction, mean, p)
        own.sanction = sanctioned
        everyone += sanctioned
    run.sector[0].sanctions = everyone
