"""Every number of the model, with its unit, plausible range, how sure we are, and source."""

from simulation.parameters.register import REGISTER, Parameter, Register
from simulation.parameters.tools import ATTRIBUTES, SHIPPED_TOOLS, TOOL_DTYPE, Tool

__all__ = ["ATTRIBUTES", "REGISTER", "SHIPPED_TOOLS", "TOOL_DTYPE", "Parameter", "Register", "Tool"]
