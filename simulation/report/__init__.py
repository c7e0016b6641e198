"""The report: one HTML file that stands alone, prints on A4, and asks nothing of the network."""

from simulation.report.page import report_html
from simulation.report.writing import write_report

__all__ = ["report_html", "write_report"]
