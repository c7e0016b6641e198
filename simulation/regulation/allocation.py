"""What a regulator's decisions come to: endings, starts, helpers, leads and costs.

Step 13 of the quarter, one run at a time. Capacities and budget bind; needs are served by priority,
ties by index; what cannot be served waits. Both drivers call this.
"""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled
from simulation.ranking import choose_highest
from simulation.regulation.cases import cases_among, highest_in_case
from simulation.regulation.helpers import (
    cut_ties,
    matches_a_quarter,
    own_helper,
    register_of_helpers,
    strengthen_tie,
    tie_between,
)
from simulation.rules.ties import takes_up_voluntary_help
from simulation.vocabulary import NOBODY, Examination, Instrument

__all__ = ["allocate", "capacity_of"]

_RELEASE_QUARTERS = 2


@compiled
def capacity_of(tool, organisations):
    """How many organisations can have an instrument at a time; a share above nil is at least one."""
    if tool.capacity <= 0.0:
        return 0
    return max(1, int(tool.capacity * organisations + 0.5))


@compiled
def _stop(i, quarter, run, file, tools):
    """End what runs at ``i``: its helper goes home; what else is lost shows in the next quarter."""
    k = file.instrument
    file.ended = k
    file.closed = 1
    run.last_end[k, i] = quarter
    if file.helper != NOBODY:
        run.files[file.helper].helping -= 1
        file.helper = NOBODY
        file.match = 0.0
    if tools[k].tie_cut > 0.0:
        cut_ties(i, tools[k].tie_cut, run)
    file.instrument = Instrument.NONE
    file.lead = NOBODY
    file.quarters_in = 0
    file.quarters_released = 0


@compiled
def _start(i, k, helper, match, run, file):
    """Begin instrument ``k`` at ``i``; it acts from the next quarter."""
    file.instrument = k
    file.closed = 0
    file.quarters_in = 0
    run.uses[k, i] += 1
    file.helper = helper
    file.match = match
    if helper != NOBODY:
        run.files[helper].helping += 1


@compiled
def _is_over(file, has_helper, tool, wanted):
    """Whether a running instrument ends now, for whatever reason."""
    if tool.needs_helper > 0.0 and not has_helper:
        return True
    if tool.most_quarters > 0.0 and file.quarters_in >= tool.most_quarters:
        return True
    if file.quarters_in < tool.least_quarters:
        return False
    if tool.release_margin > 0.0 and file.quarters_released >= _RELEASE_QUARTERS:
        return True
    return wanted == Instrument.NONE


@compiled
def _needs(i, quarter, last_end, file, p, tools, k, fresh):
    """Whether ``i`` needs a start of instrument ``k`` that it could have, were there capacity."""
    if k == Instrument.NONE or (file.instrument == k and fresh == 0):
        return False
    if file.instrument > 0 and file.quarters_in < tools[file.instrument].least_quarters:
        return False
    tool = tools[k]
    if tool.pause > 0.0 and (file.instrument == k or quarter - last_end[k, i] < tool.pause):
        return False
    return tool.release_margin == 0.0 or file.belief <= p.warning_threshold + tool.release_margin


@compiled
def _review(quarter, run, p, tools, wanted, fresh):
    """Go through all: end what is over, and mark in ``file.wanted`` who needs a start.

    Returns:
        How many are treated on, and how many need a start.
    """
    files, last_end = run.files, run.last_end
    start, to, weight = run.tie_start, run.tie_to, run.tie_weight
    treated = needs = 0
    for i in range(files.shape[0]):
        file = files[i]
        file.ended = Instrument.NONE
        file.closed = 0
        file.wanted = Instrument.NONE
        file.requested = Examination.NONE
        if file.instrument > 0:
            tool = tools[file.instrument]
            is_well = file.belief > p.warning_threshold + tool.release_margin
            file.quarters_released = file.quarters_released + 1 if is_well else 0
            has_helper = file.helper != NOBODY and files[file.helper].designated == 0
            if _is_over(file, has_helper, tool, wanted[i]):
                _stop(i, quarter, run, file, tools)
            else:
                treated += 1
                if file.helper != NOBODY:
                    strengthen_tie(i, file, p, start, to, weight)
        if wanted[i] > 0 and _needs(i, quarter, last_end, file, p, tools, wanted[i], fresh[i]):
            file.wanted = wanted[i]
            file.waiting += 1
            needs += 1
        else:
            file.waiting = 0
    return treated, needs


@compiled
def _rank_needs(run, coordinated, priority, count, chosen):
    """Fill ``chosen`` with who needs a start, first served first."""
    files = run.files
    n = files.shape[0]
    needed = np.empty(n, np.bool_)
    score = np.full(n, -np.inf)
    for i in range(n):
        needed[i] = files[i].wanted > 0
        if needed[i]:
            score[i] = priority[i]
    if coordinated > 0:
        # Members of a case start together as far as capacity allows: the most urgent pulls the others.
        members = np.empty(n, np.bool_)
        for i in range(n):
            members[i] = needed[i] or files[i].instrument > 0
        case, size = np.empty(n, np.int64), np.empty(n, np.int64)
        cases_among(members, run, case, size)
        highest_in_case(case, priority, needed, score)
    choose_highest(score, count, chosen)


@compiled
def _lead_cases(run, p, tools, coordinated):
    """Give every treated organisation its lead; cost units a quarter of what runs, in index order. S2.

    A coordinated regulator gives a case one lead, which costs more where the case has two or more.
    """
    files = run.files
    n = files.shape[0]
    cost = 0.0
    if coordinated == 0:
        for i in range(n):
            file = files[i]
            if file.instrument > 0:
                file.lead = i
                cost += tools[file.instrument].cost
        return cost
    members, case, size = np.empty(n, np.bool_), np.empty(n, np.int64), np.empty(n, np.int64)
    for i in range(n):
        members[i] = files[i].instrument > 0
    cases_among(members, run, case, size)
    for i in range(n):
        file = files[i]
        file.lead = case[i]
        if members[i]:
            cost += tools[file.instrument].cost * (1.0 + (p.coordination_cost if size[i] > 1 else 0.0))
    return cost


@compiled
def _next_on_register(i, files, helpers, found, taken):
    """The place on the sector body's register of the next who can help ``i``; ``found`` where there is none. S8."""
    while taken < found and (helpers[taken] == i or files[helpers[taken]].helping > 0):
        taken += 1
    return taken


@compiled
def _helper_of_its_own(i, run, p, is_triggered):
    """A helper from ``i``'s own ties, where it is triggered or seeks help itself; else nobody. S7."""
    own = run.organisations[i]
    if is_triggered or takes_up_voluntary_help(own.connected, own.openness, p):
        return own_helper(i, run, p)
    return NOBODY


@compiled
def _left_to_spend(run, p, tools, conduct, available):
    """Cost units left for starts, and what a start costs for each cost unit of its instrument.

    A coordinated regulator keeps back what leading would cost if all were in cases of two or more: a
    start may join others to a case, which makes theirs dearer too.
    """
    dearest = 1.0 + p.coordination_cost if conduct.coordinated > 0 else 1.0
    running = 0.0
    for i in range(run.files.shape[0]):
        if run.files[i].instrument > 0:
            running += tools[run.files[i].instrument].cost
    return available - dearest * running, dearest


@compiled
def _serve(quarter, run, p, tools, conduct, chosen, needs, available):
    """Grant starts in order while capacity, helpers and budget last; the others wait."""
    files = run.files
    n = files.shape[0]
    running = np.zeros(tools.shape[0], np.int64)
    asks = 0
    for i in range(n):
        running[files[i].instrument] += 1
    for place in range(needs):
        asks += 1 if tools[files[chosen[place]].wanted].needs_helper > 0.0 else 0
    matches = matches_a_quarter(n, p)
    is_brokered = conduct.brokered > 0 and matches > 0
    helpers = np.empty(n, np.int64)
    left, dearest = _left_to_spend(run, p, tools, conduct, available)
    found = taken = 0
    if is_brokered and asks > 0:
        found = register_of_helpers(matches, run, p, helpers)
    for place in range(needs):
        i = chosen[place]
        file = files[i]
        k = file.wanted
        tool, old = tools[k], file.instrument
        price = dearest * (tool.cost - (tools[old].cost if old > 0 else 0.0))
        room = running[k] - (1 if old == k else 0) < capacity_of(tool, n) and price <= left
        helper, match = NOBODY, 0.0
        if room and tool.needs_helper > 0.0:
            if is_brokered:
                taken = _next_on_register(i, files, helpers, found, taken)
                helper = int(helpers[taken]) if taken < found else NOBODY
            else:
                helper = _helper_of_its_own(i, run, p, conduct.brokered > 0)
            room = helper != NOBODY
        if not room:
            continue
        file.wanted = Instrument.NONE
        file.waiting = 0
        if helper != NOBODY:
            match = max(p.matched_tie, tie_between(i, helper, run.tie_start, run.tie_to, run.tie_weight))
        if old > 0:
            _stop(i, quarter, run, file, tools)
            running[old] -= 1
        _start(i, k, helper, match, run, file)
        running[k] += 1
        left -= price


@compiled
def _ask_for_looks(run, p, asked, left):
    """Note the inspections and reviews that were asked for and can be paid."""
    files = run.files
    for i in range(files.shape[0]):
        if asked[i] == Examination.NONE:
            continue
        cost = p.review_cost if asked[i] == Examination.PEER_REVIEW else p.inspection_cost
        if cost <= left:
            files[i].requested = asked[i]
            left -= cost


@compiled
def allocate(quarter, run, p, tools, conduct, wanted, priority, asked, fresh):
    """Step 13 for one run.

    Args:
        quarter, run, p, tools, conduct: as the engine has them.
        wanted, priority, asked, fresh: the run's rows of the regulator's ``Decisions``.
    """
    n = run.files.shape[0]
    spent = run.sector[0].spent
    treated, needs = _review(quarter, run, p, tools, wanted, fresh)
    if needs > 0:
        chosen = np.empty(n, np.int64)
        _rank_needs(run, conduct.coordinated, priority, needs, chosen)
        _serve(quarter, run, p, tools, conduct, chosen, needs, conduct.budget - spent)
    cost = _lead_cases(run, p, tools, conduct.coordinated) if treated + needs > 0 else 0.0
    run.sector[0].spent = spent + cost
    _ask_for_looks(run, p, asked, conduct.budget - spent - cost)
