"""Who is officially failing: step 11 of the quarter, by regime. Both drivers call this."""

from __future__ import annotations

from simulation.compiled import compiled, compiled_inside
from simulation.vocabulary import Grade, Regime

__all__ = ["designate"]


@compiled
def _counts_as_failing(regime, file, is_news, p):
    """Whether this quarter's news makes an organisation failing, officially."""
    if file.exposed > 0 or (is_news and file.grade == Grade.INADEQUATE):
        return True
    return regime == Regime.OVERSIGHT_LED and file.belief < p.failing_threshold


@compiled
def _may_be_lifted(regime, file, is_news, p):
    """Whether a designation is lifted: by a better grade, or by figures that stay above failing."""
    if regime == Regime.INSPECTION_LED:
        return is_news and file.grade > Grade.INADEQUATE
    return file.quarters_above >= p.lift_quarters


@compiled_inside
def designate(quarter, run, p, conduct):
    """Step 11 for one run: designate and lift."""
    files, tracks = run.files, run.tracks
    for i in range(files.shape[0]):
        file = files[i]
        is_above = file.belief > p.failing_threshold + p.lift_margin
        file.quarters_above = file.quarters_above + 1 if is_above else 0
        if conduct.designates == 0:
            # The reference lifts what the run-in left, so that it is without designations from its first quarter.
            file.designated = 0
            continue
        is_news = file.grade_quarter == quarter
        failing = _counts_as_failing(conduct.regime, file, is_news, p)
        if file.designated == 0 and failing:
            file.designated = 1
            file.designated_quarter = quarter
        elif file.designated > 0 and not failing and _may_be_lifted(conduct.regime, file, is_news, p):
            file.designated = 0
            # The news that lifts is itself a look; it is the next one that shows a relapse.
            tracks[i].relook = 1
