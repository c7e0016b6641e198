"""Reading real lists: organisations, their ties and dependencies, their grades. Any mistake is a ``ListError``."""

from simulation.lists.edges import EdgeColumns, read_dependencies, read_ties
from simulation.lists.organisations import OrganisationColumns, OrganisationList, read_organisations
from simulation.lists.ratings import RatingColumns, Ratings, read_ratings
from simulation.lists.table import Table, read_table

__all__ = [
    "EdgeColumns",
    "OrganisationColumns",
    "OrganisationList",
    "RatingColumns",
    "Ratings",
    "Table",
    "read_dependencies",
    "read_organisations",
    "read_ratings",
    "read_table",
    "read_ties",
]
