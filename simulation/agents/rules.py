"""The rule book in plain Python, as agents call it: the modules of ``simulation.rules`` by their names."""

from __future__ import annotations

from simulation.agents.plain import plain_rules
from simulation.rules import capability as _capability
from simulation.rules import culture as _culture
from simulation.rules import honesty as _honesty
from simulation.rules import leadership as _leadership
from simulation.rules import limits as _limits
from simulation.rules import pressure as _pressure
from simulation.rules import quality as _quality
from simulation.rules import reporting as _reporting
from simulation.rules import ties as _ties

__all__ = ["capability", "culture", "honesty", "leadership", "limits", "pressure", "quality", "reporting", "ties"]

capability = plain_rules(_capability)
culture = plain_rules(_culture)
honesty = plain_rules(_honesty)
leadership = plain_rules(_leadership)
limits = plain_rules(_limits)
pressure = plain_rules(_pressure)
quality = plain_rules(_quality)
reporting = plain_rules(_reporting)
ties = plain_rules(_ties)
