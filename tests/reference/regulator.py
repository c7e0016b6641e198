"""Steps 8 to 11 of a quarter, after ``docs/model/submodels-regulator.md``."""

from __future__ import annotations

import math

from tests.reference.draws import Chance
from tests.reference.entities import (
    GOOD,
    INADEQUATE,
    INSPECTION,
    NONE,
    OUTSTANDING,
    REQUIRES_IMPROVEMENT,
    REVIEW,
    VISIT,
    Conduct,
    Organisation,
    positive,
    share,
)
from tests.reference.organisation import Tools
from tests.reference.world import World


def plan_inspections(world: World, conduct: Conduct, quarter: int) -> None:
    """Risk-based and random plans choose before anybody is looked at."""
    if conduct.plan not in ("risk-based", "random") or not conduct.designates:
        return
    p = world.numbers
    scores = []
    for o in world.organisations:
        if conduct.plan == "random":
            score = world.chances.uniform(Chance.RANDOM_PLAN, quarter, o.index)
        elif quarter - o.file.looked < 4:
            continue
        else:
            score = (p.failing_threshold - o.file.belief) / math.sqrt(o.file.variance)
        scores.append((-score, o.index))
    most = int(p.inspection_share * len(world.organisations) + 0.5)
    for _, index in sorted(scores)[:most]:
        world.organisations[index].file.requested = INSPECTION


def look(
    o: Organisation, world: World, tools: Tools, conduct: Conduct, quarter: int, branched: int, events: list[str]
) -> float:
    """Steps 8 to 10 at one organisation, which ``events`` (scandals, whistleblowers) hit; returns their cost."""
    p, file = world.numbers, o.file
    file.look_kind = file.requested
    on_the_rota = conduct.plan == "rota" and conduct.designates and quarter >= file.due
    if on_the_rota or file.exposed:
        file.look_kind = INSPECTION
    _read_report(o, world)
    cost = 0.0
    if file.look_kind in (INSPECTION, REVIEW):
        cost = _examine(o, world, quarter, quarter - branched)
    elif conduct.visits and file.designated:
        file.look_kind = VISIT
        missed = _misses(o, world, p.miss_inspection, Chance.VISIT_MISS, quarter)
        seen = o.quality + p.visit_sd * world.chances.normal(Chance.VISIT_NOISE, quarter, o.index)
        _learn(o, o.reported if missed else seen, p.visit_variance)
        cost = p.visit_cost
    if tools[file.instrument].sits:
        seen = o.quality + p.board_sd * world.chances.normal(Chance.BOARD_NOISE, quarter, o.index)
        _learn(o, seen, p.board_variance)
    _expose(o, world, conduct, quarter, events)
    if file.pending_grade != NONE and quarter >= file.pending_quarter:
        file.grade, file.grade_quarter = file.pending_grade, quarter
        file.pending_grade = NONE
    file.trend = file.belief - file.past_beliefs.pop(0)
    file.past_beliefs.append(file.belief)
    return cost


def _misses(o: Organisation, world: World, base: float, kind: Chance, quarter: int) -> bool:
    chance = share(base + world.numbers.miss_from_concealment * (1.0 - o.honesty))
    return world.chances.uniform(kind, quarter, o.index) < chance


def _examine(o: Organisation, world: World, quarter: int, after_run_in: int) -> float:
    p, file = world.numbers, o.file
    inspected = file.look_kind == INSPECTION
    base = p.miss_inspection if inspected else p.miss_peer_review
    if _misses(o, world, base, Chance.INSPECTION_MISS, quarter):
        found = o.reported
    else:
        found = o.quality + p.inspection_sd * world.chances.normal(Chance.INSPECTION_NOISE, quarter, o.index)
    file.finding, file.looked = found, quarter
    _learn(o, found, p.inspection_variance)
    if not inspected:
        return float(p.review_cost)
    shift = p.earlier_framework_shift if after_run_in < p.earlier_framework_quarters else 0.0
    file.pending_grade = _grade_of(found - shift, world)
    file.pending_quarter = quarter + int(p.publication_delay)
    usual = p.rota_inadequate if file.pending_grade == INADEQUATE else p.rota_other
    early_or_late = (2.0 * world.chances.uniform(Chance.ROTA, quarter, o.index) - 1.0) * p.rota_jitter
    file.due = quarter + int(usual + early_or_late + 0.5)
    return float(p.inspection_cost)


def _grade_of(found: float, world: World) -> int:
    p = world.numbers
    if found < p.failing_threshold:
        return INADEQUATE
    if found < p.good_threshold:
        return REQUIRES_IMPROVEMENT
    return GOOD if found < p.outstanding_threshold else OUTSTANDING


def _read_report(o: Organisation, world: World) -> None:
    """A quarter passes, and a report shows quality plus bias."""
    p, f = world.numbers, o.file
    f.variance += p.quality_variance
    if p.bias_prior_sd > 0.0:
        f.bias_variance += p.bias_sd**2
    total = f.variance + 2.0 * f.covariance + f.bias_variance + p.report_variance
    of_quality, of_bias = f.variance + f.covariance, f.covariance + f.bias_variance
    weight, weight_bias = of_quality / total, of_bias / total
    surprise = o.reported - f.belief - f.bias
    f.belief += weight * surprise
    f.bias += weight_bias * surprise
    f.variance -= weight * of_quality
    f.covariance -= weight * of_bias
    f.bias_variance -= weight_bias * of_bias


def _learn(o: Organisation, found: float, variance: float) -> None:
    """A look shows quality."""
    f = o.file
    total = f.variance + variance
    weight, weight_bias = f.variance / total, f.covariance / total
    surprise = found - f.belief
    f.belief += weight * surprise
    f.bias += weight_bias * surprise
    f.bias_variance -= weight_bias * f.covariance
    f.covariance -= weight * f.covariance
    f.variance -= weight * f.variance


def _expose(o: Organisation, world: World, conduct: Conduct, quarter: int, events: list[str]) -> None:
    """Step 9: hidden failure becomes public, and prepared events happen."""
    p, file = world.numbers, o.file
    file.exposed = False
    if conduct.designates and o.quality < p.failing_threshold and not file.designated:
        concealed = positive(o.reported - o.quality) / 10.0
        hazard = p.exposure_hazard * concealed * (p.exposure_in_closed_culture + o.openness)
        if world.chances.uniform(Chance.EXPOSURE, quarter, o.index) < hazard:
            _scandal(o, world)
    for kind in events:
        if kind == "scandal":
            _scandal(o, world)
        else:
            _see_the_truth(o, world)


def _scandal(o: Organisation, world: World) -> None:
    o.file.exposed = True
    o.blame = share(o.blame + world.numbers.exposure_blame)
    _see_the_truth(o, world)


def _see_the_truth(o: Organisation, world: World) -> None:
    p, file = world.numbers, o.file
    naive = p.bias_prior_sd == 0.0
    file.belief, file.variance, file.covariance = o.quality, p.exposure_variance, 0.0
    file.bias = 0.0 if naive else o.reported - o.quality
    file.bias_variance = 0.0 if naive else p.report_variance


def designate(o: Organisation, world: World, conduct: Conduct, quarter: int) -> None:
    """Step 11."""
    p, file = world.numbers, o.file
    above = file.belief > p.failing_threshold + p.lift_margin
    file.quarters_above = file.quarters_above + 1 if above else 0
    if not conduct.designates:
        file.designated = False
        return
    news = file.grade_quarter == quarter
    failing = file.exposed or (news and file.grade == INADEQUATE)
    if conduct.regime == "oversight-led":
        failing = failing or file.belief < p.failing_threshold
        lifted = file.quarters_above >= p.lift_quarters
    else:
        lifted = news and file.grade > INADEQUATE
    if failing and not file.designated:
        file.designated, file.designated_quarter = True, quarter
    elif file.designated and lifted and not failing:
        file.designated = False
