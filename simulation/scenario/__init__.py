"""Scenarios: what a scenario file may say; reading, checking, changing and writing one."""

from simulation.errors import ScenarioError
from simulation.scenario.scenario import Scenario
from simulation.scenario.settings import parse_setting
from simulation.scenario.shipped import shipped_files

__all__ = ["Scenario", "ScenarioError", "parse_setting", "shipped_files"]
