"""The Mesa face as a Mesa model: seeds, data, graphs, the agents beside the organisations, its end."""

from __future__ import annotations

import mesa
import networkx as nx
import numpy as np
import pytest

from simulation.agents import Organisation, Regulator, SectorBody
from simulation.errors import InputError, PolicyError, ScenarioError
from simulation.model import PublicSector
from simulation.series import SERIES
from simulation.vocabulary import Examination
from tests.agents.small import small_scenario


def made(**changes) -> PublicSector:
    given = {"scenario": small_scenario(), "policy": "brokered-early", "seed": 1, "collect": False}
    return PublicSector(**given | changes)


def qualities(model: PublicSector) -> list[float]:
    return [o.quality for o in model.organisations]


# A Mesa model


def test_it_is_a_mesa_model_with_real_agents():
    model = made()
    assert isinstance(model, mesa.Model)
    assert {kind: len(agents) for kind, agents in model.agents_by_type.items()} == {
        Organisation: 12, Regulator: 1, SectorBody: 1,
    }  # fmt: skip
    assert [o.index for o in model.organisations] == list(range(12))
    model.step()
    assert (model.steps, model.quarter, model.running) == (1, 0, True)


def test_organisations_are_those_of_the_world():
    model = made(run=3)
    places = model.worlds.world.places[0]
    assert [o.size for o in model.organisations] == places["size"].tolist()
    assert [o.insularity for o in model.organisations] == places["insularity"].tolist()
    assert [o.region_name for o in model.organisations] == 5 * ["Region 0"] + 4 * ["Region 1"] + 3 * ["Region 2"]


def test_defaults_simulate_english_councils():
    model = PublicSector(collect=False, seed=0)
    assert (len(model.organisations), model.scenario.name) == (153, "english-councils")
    assert model.regulator.policy.name == "improvement-boards"


def test_mesas_run_model_ends_with_the_future():
    model = made(years=5)
    model.run_model()
    assert (model.steps, model.running) == (20, False)
    with pytest.raises(InputError, match="all 20 quarters"):
        model.step()
    model.run(4)


def test_mesas_batch_run():
    rows = mesa.batch_run(
        PublicSector,
        parameters={"scenario": [small_scenario()], "policy": "hands-off", "linkage": [0.0, 0.6], "seed": 2},
        max_steps=3,
        display_progress=False,
    )
    failing = {row["linkage"]: row["quality"] for row in rows}
    assert failing[0.0] > failing[0.6]


# Seeds


def test_a_seed_determines_the_future_and_nought_is_a_seed():
    first, again, other = made(seed=0), made(seed=0), made(seed=1)
    assert qualities(first) == qualities(again) != qualities(other)
    assert first.world_seed == 0


def test_runs_of_a_seed_differ():
    assert qualities(made(run=0)) != qualities(made(run=1))


def test_a_whole_number_as_rng_is_a_seed_and_a_generator_draws_one():
    assert qualities(made(seed=None, rng=5)) == qualities(made(seed=np.int64(5)))
    one = made(seed=None, rng=np.random.default_rng(8))
    again = made(seed=None, rng=np.random.default_rng(8))
    assert qualities(one) == qualities(again)
    assert qualities(one) == qualities(made(seed=one.world_seed))


def test_without_a_seed_every_model_has_another_future():
    one, other = made(seed=None), made(seed=None)
    assert one.world_seed != other.world_seed
    assert qualities(one) == qualities(made(seed=one.world_seed))


def test_seed_and_rng_together_are_refused_as_mesa_does():
    with pytest.raises(ValueError, match="not both"):
        made(seed=1, rng=1)


@pytest.mark.parametrize("seed", [-1, 1.5])
def test_a_seed_that_is_none_is_refused(seed):
    with pytest.raises(InputError, match="whole number from 0 up"):
        made(seed=seed)


def test_mistakes_are_told_as_elsewhere():
    with pytest.raises(ScenarioError, match="english-councils"):
        PublicSector("english-counsils")
    with pytest.raises(PolicyError, match="ladder"):
        made(policy="laddr")
    with pytest.raises(InputError, match="linkage"):
        made(linkag=0.3)


# Data


def test_data_of_every_quarter():
    model = made(collect=True)
    model.run(3)
    figures = model.datacollector.get_model_vars_dataframe()
    assert (list(figures.columns), len(figures)) == (list(SERIES), 4)
    assert figures["quality"].iloc[-1] == pytest.approx(np.mean(qualities(model)))
    organisations = model.datacollector.get_agenttype_vars_dataframe(Organisation)
    assert organisations.index.get_level_values("Step").unique().tolist() == [0, 1, 2, 3]
    assert len(organisations) == 4 * 12
    last = organisations.loc[3]
    assert last["quality"].tolist() == qualities(model)
    assert last["belief"].tolist() == model.regulator.believed


class Candid(Organisation):
    def report(self):
        self.reported = self.quality


def test_data_of_a_subclass_are_found_under_organisation():
    model = made(collect=True, organisation_class=Candid)
    model.step()
    frame = model.datacollector.get_agenttype_vars_dataframe(Organisation)
    assert len(frame) == 2 * 12


def test_outcomes_need_a_quarter():
    model = made()
    with pytest.raises(InputError, match="nothing has been simulated"):
        model.outcomes()
    model.step()
    assert model.outcomes()["mean_quality"].item() == pytest.approx(np.mean(qualities(model)))


# Networks


def test_ties_are_a_graph_with_weights():
    model = made()
    graph = model.ties
    assert isinstance(graph, nx.Graph)
    assert not graph.is_directed()
    assert set(graph) == set(range(12))
    ends = int(model.worlds.world.tie_start[0, -1])
    assert 2 * graph.number_of_edges() == ends > 0
    for o in model.organisations:
        for other, weight in zip(o.neighbours, o.tie_weights, strict=True):
            assert graph.edges[o.index, other.index]["weight"] == weight > 0.0
            assert o in other.neighbours
    assert graph.nodes[3]["organisation"] is model.organisations[3]


def test_help_strengthens_ties():
    model = made(capability_base=40.0, broker_capacity=0.5)
    before = model.ties
    model.run(40)
    after = model.ties
    assert set(before.edges) == set(after.edges)
    assert any(after.edges[e]["weight"] > before.edges[e]["weight"] for e in before.edges)


def test_dependencies_are_a_directed_graph():
    model = made()
    graph = model.dependencies
    assert graph.is_directed()
    assert graph.number_of_edges() == int(model.worlds.world.dependency_start[0, -1]) > 0
    for o in model.organisations:
        weights = [graph.edges[o.index, other.index]["weight"] for other in o.dependencies]
        assert sum(weights) == pytest.approx(0.5 if weights else 0.0)


# The agents beside the organisations


def test_the_sector_body_knows_its_matches():
    model = made()
    seen = 0
    for _ in range(40):
        model.step()
        body = model.sector_body
        helped = [o for o in model.organisations if o.helper is not None]
        assert [m.helped for m in body.matches] == helped
        assert all(m.helper.helping == 1 and m.helper is not m.helped for m in body.matches)
        assert 0.0 <= body.used <= 1.0
        seen += sum(m.quarters == 0 for m in body.matches)
    assert model.sector_body.brokered_so_far == seen > 0


def test_the_register_holds_who_could_help():
    model = made(capability_base=44.0, broker_capacity=0.5)
    register = model.sector_body.register()
    assert model.sector_body.capacity == 6
    assert 0 < len(register) <= 6
    assert not any(o.designated or o.instrument or o.helping for o in register)


def test_without_capacity_or_without_being_asked_it_brokers_nothing():
    assert made(broker_capacity=0.0).sector_body.register() == []
    assert made(policy="ladder-coordinated", broker_capacity=0.0).sector_body.used == 0.0
    idle = made(policy="voluntary-peers")
    idle.run(20)
    assert not idle.sector_body.is_broker
    assert idle.sector_body.brokered_so_far == 0


def test_it_counts_peer_reviews():
    model = made(policy="review-then-board")
    reviews = 0
    for _ in range(24):
        model.step()
        found = int((model.state.arrays.files["look_kind"] == Examination.PEER_REVIEW).sum())
        assert model.sector_body.reviews == found
        reviews += found
    assert model.sector_body.reviews_so_far == reviews > 0


def test_the_regulator_decides_from_the_view():
    model = made()
    model.step()
    assert model.regulator.view.shape == (1, 12)
    assert model.regulator.view.belief[0].tolist() == model.regulator.believed
    assert model.regulator.decisions is not None
    assert model.regulator.spent == model.figures["spent"]
