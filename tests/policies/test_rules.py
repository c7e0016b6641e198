"""Each policy's rule, stated on a few organisations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.policies import load_policy
from simulation.regulation.decisions import Decisions
from simulation.vocabulary import Examination, Instrument, Stance
from tests.policies.views import make_view

NONE, PEERS, BOARD, CENTRE, REFORM = Instrument


def decide(spec: str, belief: Any, **given: Any) -> Decisions:
    """What a policy decides at once for one run of organisations with these beliefs."""
    policy, view = load_policy(spec), make_view(belief, **given)
    return policy.decide(view, policy.begin(view))


def instruments(spec: str, belief: Any, **given: Any) -> list[int]:
    return decide(spec, belief, **given).instrument[0].tolist()


@pytest.mark.parametrize("name", ["hands-off", "nobody-designated"])
def test_nothing_is_asked_for(name: str) -> None:
    decisions = decide(name, [10, 45, 70], designated=[1, 0, 0], instrument=[CENTRE, PEERS, NONE])
    assert not any(array.any() for array in decisions)


class TestLastResort:
    def test_begins_where_failure_is_official_and_severe(self) -> None:
        assert instruments("last-resort", [24, 24, 30], designated=[1, 0, 1]) == [CENTRE, NONE, NONE]

    def test_goes_on_until_believed_well_above_warning(self) -> None:
        running = {"instrument": CENTRE, "designated": [1, 0, 1]}
        assert instruments("last-resort", [53, 53, 54], **running) == [CENTRE, CENTRE, NONE]

    def test_its_margin_moves_the_threshold(self) -> None:
        assert instruments("last-resort:margin=6", [30], designated=1) == [CENTRE]


def test_the_centre_comes_at_designation_under_central_early() -> None:
    assert instruments("central-early", [39, 45, 39, 60], designated=[1, 1, 0, 1]) == [CENTRE, CENTRE, NONE, NONE]


def test_a_designation_that_outlives_failure_begins_nothing() -> None:
    for name in ("last-resort", "central-early", "structural-reform", "blame-first:patience=0", "brokered-late"):
        assert instruments(name, [51], designated=1) == [NONE], name


class TestReform:
    def test_comes_at_designation_and_again_after_its_pause(self) -> None:
        since = {REFORM: [9999, 11, 12]}
        assert instruments("structural-reform", [35] * 3, designated=1, quarters_since_end=since) == [REFORM, 0, REFORM]

    def test_is_left_to_end_by_itself(self) -> None:
        assert instruments("structural-reform", [70], instrument=REFORM) == [REFORM]

    def test_follows_a_time_of_blame(self) -> None:
        decisions = decide("blame-first", [35, 35, 35], designated=[1, 1, 0], quarters_designated=[3, 4, 4])
        assert decisions.instrument[0].tolist() == [NONE, REFORM, NONE]
        assert decisions.stance[0].tolist() == [Stance.CENSURE, Stance.CENSURE, Stance.NEUTRAL]


class TestPeers:
    @pytest.mark.parametrize("name", ["voluntary-peers", "brokered-early"])
    def test_come_with_a_warning_if_early(self, name: str) -> None:
        assert instruments(name, [49, 51, 30], designated=[0, 0, 1]) == [PEERS, NONE, PEERS]

    def test_come_with_designation_if_late(self) -> None:
        assert instruments("brokered-late", [49, 45, 30], designated=[0, 1, 1]) == [NONE, PEERS, PEERS]

    @pytest.mark.parametrize("name", ["voluntary-peers", "brokered-early", "brokered-late"])
    def test_stay_until_it_is_good_unless_they_release_it_before(self, name: str) -> None:
        assert instruments(name, [58, 61], instrument=PEERS) == [PEERS, NONE]


class TestBoards:
    def test_sit_from_designation_until_it_is_over(self) -> None:
        assert instruments("improvement-boards", [38, 38], designated=[1, 0]) == [BOARD, NONE]
        assert instruments("improvement-boards", [53, 55], designated=1, instrument=BOARD) == [BOARD, NONE]

    def test_wait_for_their_delay(self) -> None:
        waits = {"designated": 1, "quarters_designated": [1, 2]}
        assert instruments("improvement-boards:delay=2", [38, 38], **waits) == [NONE, BOARD]

    def test_are_replaced_by_the_impatient_when_figures_dip(self) -> None:
        sits = {"designated": 1, "instrument": BOARD, "trend": [-3, -3, -0.5], "quarters_in": [3, 4, 4]}
        decisions = decide("impatient-board", [35, 35, 35], **sits)
        assert decisions.fresh[0].tolist() == [0, 1, 0]
        assert decisions.instrument[0].tolist() == [BOARD] * 3

    def test_that_leave_are_not_replaced(self) -> None:
        decisions = decide("impatient-board", [60], instrument=BOARD, trend=-3, quarters_in=8)
        assert (decisions.instrument[0, 0], decisions.fresh[0, 0]) == (NONE, 0)

    def test_protect_candour(self) -> None:
        decisions = decide("candour-first", [35, 52, 45], designated=[1, 0, 0], instrument=[NONE, BOARD, NONE])
        assert decisions.instrument[0].tolist() == [BOARD, BOARD, NONE]
        assert decisions.stance[0].tolist() == [Stance.CANDOUR_PROTECTED, Stance.CANDOUR_PROTECTED, Stance.NEUTRAL]


class TestReviewThenBoard:
    def test_reviews_the_share_at_the_highest_risk(self) -> None:
        belief = np.full(40, 60.0)
        belief[[7, 9]], belief[11] = 42.0, 50.0
        variance = np.full(40, 9.0)
        variance[11] = 100.0  # no better known, but still the least likely of the three to fail
        examine = decide("review-then-board", belief, belief_variance=variance).examine[0]
        assert np.flatnonzero(examine == Examination.PEER_REVIEW).tolist() == [7, 9]

    def test_leaves_alone_whom_somebody_looks_at(self) -> None:
        given = {"designated": [1, 0, 0, 0], "instrument": [0, BOARD, 0, 0], "quarters_since_look": [9, 9, 3, 9]}
        examine = decide("review-then-board:share=0.08", [30, 45, 30, 70], **given).examine[0]
        assert examine.tolist() == [0, 0, 0, 0]  # eight hundredths of four are nobody
        more = {name: values * 4 for name, values in given.items()}
        examine = decide("review-then-board:share=0.08", [30, 45, 30, 70] * 4, **more).examine[0]
        assert examine.tolist() == [0, 0, 0, Examination.PEER_REVIEW] + [0] * 12

    def test_a_board_follows_a_finding_or_a_belief(self) -> None:
        finds = {"finding": [35, 35, 55, 55], "quarters_since_look": [1, 5, 1, 1]}
        assert instruments("review-then-board", [45, 45, 39, 45], **finds) == [BOARD, NONE, BOARD, NONE]

    def test_a_finding_that_a_board_has_looked_into_is_done_with(self) -> None:
        finds = {"finding": 35, "quarters_since_look": 6, "quarters_since_end": {BOARD: [1, 9999]}}
        assert instruments("review-then-board:gap=12", [56, 56], **finds) == [NONE, BOARD]

    def test_what_a_board_believes_and_nobody_has_named_is_inspected(self) -> None:
        sits = {"instrument": BOARD, "designated": [0, 1, 0, 0, 0], "quarters_since_look": [1, 1, 0, 5, 1]}
        sits["quarters_since_grade"] = [20, 20, 20, 2, 20]
        examine = decide("review-then-board", [35, 35, 35, 35, 45], **sits).examine[0]
        assert examine.tolist() == [Examination.INSPECTION, 0, 0, 0, 0]


@pytest.mark.parametrize("name", ["ladder", "ladder-coordinated", "ladder-dependants"])
class TestLadder:
    def test_peers_come_with_a_warning_a_board_with_designation_the_centre_when_severe(self, name: str) -> None:
        assert instruments(name, [60, 48, 38, 38, 20, 20], designated=[0, 0, 0, 1, 1, 0]) == [
            NONE, PEERS, PEERS, BOARD, CENTRE, PEERS,
        ]  # fmt: skip

    def test_peers_get_their_time_before_a_board(self, name: str) -> None:
        helped = {"designated": 1, "instrument": PEERS, "quarters_in": [5, 6]}
        assert instruments(name, [38, 38], **helped) == [PEERS, BOARD]

    def test_the_centre_takes_over_what_a_board_has_not_turned(self, name: str) -> None:
        sits = {"designated": [1, 1, 1, 0], "instrument": BOARD, "quarters_in": [11, 12, 12, 12]}
        assert instruments(name, [38, 38, 45, 38], **sits) == [BOARD, CENTRE, BOARD, BOARD]

    def test_each_step_goes_on_until_it_is_over(self, name: str) -> None:
        runs = {"designated": 1, "instrument": [PEERS, BOARD, CENTRE, BOARD, CENTRE]}
        assert instruments(name, [53, 53, 53, 54, 54], **runs) == [PEERS, BOARD, CENTRE, NONE, NONE]


def test_dependants_of_the_failing_count_as_lower_than_they_are() -> None:
    # 1, 2 and 5 depend on the failing 0; 3 doesn't.
    given = {"designated": [1, 0, 0, 0, 0, 0], "dependencies": [(1, 0), (2, 0), (3, 4), (5, 0)]}
    belief = [35, 53, 55, 53, 44, 46]
    decisions = decide("ladder-dependants", belief, **given)
    assert instruments("ladder", belief, **given) == [BOARD, NONE, NONE, NONE, PEERS, PEERS]
    assert decisions.instrument[0].tolist() == [BOARD, PEERS, NONE, NONE, PEERS, PEERS]
    assert np.argsort(-decisions.priority[0]).tolist()[:4] == [0, 5, 4, 1]
