"""What the regulator comes to see in a quarter: reports, inspections, visits, boards, exposure; what it then believes.

Steps 8 to 10 of the quarter, one run at a time. Both drivers call this.
"""

from __future__ import annotations

import math

import numpy as np

from simulation.compiled import compiled
from simulation.draws import Chance, normal_at, uniform_at
from simulation.events import hits
from simulation.ranking import choose_highest
from simulation.rules import belief
from simulation.rules.exposure import exposure_hazard
from simulation.rules.inspection import chance_of_miss, framework_shift, grade_of, quarters_to_next, seen
from simulation.rules.limits import share
from simulation.state import BELIEFS_KEPT
from simulation.vocabulary import EventKind, Examination, Plan

__all__ = ["examine"]

_QUARTERS_BETWEEN_LOOKS = 4
"""Risk-based plans leave alone whoever was looked at within a year."""


@compiled
def _choose_by_plan(quarter, run, p, plan):
    """Ask for an inspection of the share of the sector that a risk-based or a random plan visits."""
    files = run.files
    n = files.shape[0]
    score = np.empty(n)
    for i in range(n):
        file = files[i]
        if plan == Plan.RANDOM:
            score[i] = uniform_at(run.key, quarter, Chance.RANDOM_PLAN, i)
        elif quarter - file.looked < _QUARTERS_BETWEEN_LOOKS:
            score[i] = -np.inf
        else:
            score[i] = (p.failing_threshold - file.belief) / math.sqrt(file.variance)
    chosen = np.empty(n, np.int64)
    for place in range(choose_highest(score, int(p.inspection_share * n + 0.5), chosen)):
        files[chosen[place]].requested = Examination.INSPECTION


@compiled
def _plan_look(quarter, file, plan):
    """Note how an organisation is looked at: on request, by the rota, and after a scandal whatever the plan."""
    file.look_kind = file.requested
    if (plan == Plan.ROTA and quarter >= file.due) or file.exposed > 0:
        file.look_kind = Examination.INSPECTION


@compiled
def _believe(file, updated):
    """Write down an updated belief."""
    file.belief = updated[0]
    file.bias = updated[1]
    file.variance = updated[2]
    file.covariance = updated[3]
    file.bias_variance = updated[4]


@compiled
def _read_report(own, file, p):
    """Let a quarter pass, and read the report."""
    variance, bias_variance = belief.before_quarter(file.variance, file.bias_variance, p)
    _believe(
        file,
        belief.after_report(file.belief, file.bias, variance, file.covariance, bias_variance, own.reported, p),
    )


@compiled
def _learn_from_look(file, finding, look_variance):
    _believe(
        file,
        belief.after_look(
            file.belief, file.bias, file.variance, file.covariance, file.bias_variance, finding, look_variance
        ),
    )


@compiled
def _look(i, quarter, shift, key, own, file, p):
    """An inspection or a peer review: it finds something and is believed; an inspection gives a grade. Its cost."""
    is_review = file.look_kind == Examination.PEER_REVIEW
    usual_miss = p.miss_peer_review if is_review else p.miss_inspection
    missed = uniform_at(key, quarter, Chance.INSPECTION_MISS, i) < chance_of_miss(usual_miss, own.honesty, p)
    noise = normal_at(key, quarter, Chance.INSPECTION_NOISE, i)
    file.finding = seen(own.quality, own.reported, missed, p.inspection_sd, noise)
    file.looked = quarter
    _learn_from_look(file, file.finding, p.inspection_variance)
    if is_review:
        return p.review_cost
    grade = grade_of(file.finding - shift, p)
    file.pending_grade = grade
    file.pending_quarter = quarter + int(p.publication_delay)
    file.due = quarter + quarters_to_next(grade, uniform_at(key, quarter, Chance.ROTA, i), p)
    return p.inspection_cost


@compiled
def _visit(i, quarter, key, own, file, p):
    """A monitoring visit to one that is called failing: it informs belief and publishes nothing. Its cost."""
    missed = uniform_at(key, quarter, Chance.VISIT_MISS, i) < chance_of_miss(p.miss_inspection, own.honesty, p)
    noise = normal_at(key, quarter, Chance.VISIT_NOISE, i)
    _learn_from_look(file, seen(own.quality, own.reported, missed, p.visit_sd, noise), p.visit_variance)
    file.look_kind = Examination.MONITORING_VISIT
    return p.visit_cost


@compiled
def _learn_truth(own, file, p):
    """Belief sees the truth, and knows how far the reports flattered (unless it is naive and knows no bias)."""
    knows_bias = p.bias_prior_sd > 0.0
    file.bias = own.reported - own.quality if knows_bias else 0.0
    file.belief = own.quality
    file.variance = p.exposure_variance
    file.covariance = 0.0
    file.bias_variance = p.report_variance if knows_bias else 0.0


@compiled
def _come_out(own, file, p):
    """Hidden failure becomes public: belief sees the truth and blame is felt."""
    file.exposed = 1
    own.blame = share(own.blame + p.exposure_blame)
    _learn_truth(own, file, p)


@compiled
def _prepared_exposure(i, quarter, region, own, file, p, events):
    """Scandals and whistleblowers that were prepared for this quarter at this organisation."""
    for k in range(events.shape[0]):
        event = events[k]
        if event.quarter == quarter and event.kind != EventKind.PRESSURE and hits(event, i, region):
            if event.kind == EventKind.SCANDAL:
                _come_out(own, file, p)
            else:
                _learn_truth(own, file, p)


@compiled
def _may_come_out(i, quarter, key, own, file, p):
    """9. What an undesignated failing organisation conceals may become public."""
    hazard = exposure_hazard(own.quality, own.reported, own.openness, p)
    if uniform_at(key, quarter, Chance.EXPOSURE, i) < hazard:
        _come_out(own, file, p)


@compiled
def _publish(quarter, file):
    """Publish a grade that has waited its time."""
    file.grade = file.pending_grade
    file.grade_quarter = quarter
    file.pending_grade = 0


@compiled
def examine(quarter, branched, run, p, tools, conduct, events):
    """Steps 8 to 10 for one run: looks, reports and boards, exposure, belief, published grades."""
    organisations, files, places, key = run.organisations, run.files, run.places, run.key
    past_beliefs = run.past_beliefs[quarter % BELIEFS_KEPT]
    if conduct.plan == Plan.RISK_BASED or conduct.plan == Plan.RANDOM:
        _choose_by_plan(quarter, run, p, conduct.plan)
    shift = framework_shift(quarter - branched, p)
    spent = 0.0
    for i in range(files.shape[0]):
        own, file = organisations[i], files[i]
        _plan_look(quarter, file, conduct.plan)
        _read_report(own, file, p)
        if file.look_kind > 0:
            spent += _look(i, quarter, shift, key, own, file, p)
        elif conduct.visits > 0 and file.designated > 0:
            spent += _visit(i, quarter, key, own, file, p)
        if tools[file.instrument].sits > 0.0:
            noise = normal_at(key, quarter, Chance.BOARD_NOISE, i)
            _learn_from_look(file, seen(own.quality, own.reported, False, p.board_sd, noise), p.board_variance)
        file.exposed = 0
        if conduct.designates > 0 and own.quality < p.failing_threshold and file.designated == 0:
            _may_come_out(i, quarter, key, own, file, p)
        if events.shape[0] > 0:
            _prepared_exposure(i, quarter, places[i].region, own, file, p, events)
        if file.pending_grade > 0 and quarter >= file.pending_quarter:
            _publish(quarter, file)
        file.trend = file.belief - past_beliefs[i]
        past_beliefs[i] = file.belief
    run.sector[0].spent = spent
