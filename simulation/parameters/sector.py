"""Parameters of the sector: thresholds, who the organisations are, their networks, their pressure."""

from __future__ import annotations

from simulation.parameters.parameter import Parameter as P

__all__ = ["THRESHOLDS", "POPULATION", "NETWORKS", "PRESSURE"]

THRESHOLDS = [
    P("severe_threshold", 25, 25, 25, "points", "assumed", "definition", "Quality below which failure is severe."),
    P("failing_threshold", 40, 40, 40, "points", "assumed", "definition", "Quality below which an organisation fails."),
    P("warning_threshold", 50, 45, 55, "points", "assumed", "S1", "Believed quality below which a formal trigger warns."),
    P("good_threshold", 60, 60, 60, "points", "assumed", "definition", "Quality from which an organisation is good."),
    P("outstanding_threshold", 80, 80, 80, "points", "assumed", "definition", "Quality from which it is outstanding."),
]

POPULATION = [
    P("leadership_mean", 0.55, 0.45, 0.65, "share", "seed", "prototype", "Mean of the leadership that an organisation drifts back to."),
    P("leadership_sd", 0.18, 0.10, 0.30, "share", "assumed", "prototype against real grades asks for up to .3", "Its spread over organisations."),
    P("openness_mean", 0.55, 0.40, 0.70, "share", "assumed", "S10", "Mean of the openness that a culture drifts back to."),
    P("openness_sd", 0.16, 0.08, 0.24, "share", "assumed", "S10", "Its spread over organisations."),
    P("honesty_mean", 0.65, 0.45, 0.85, "share", "assumed", "S11", "Mean of the share of a shortfall that reports admit."),
    P("honesty_sd", 0.18, 0.08, 0.26, "share", "assumed", "S11", "Its spread over organisations."),
    P("insularity_centre", -0.4, -1.2, 0.4, "coefficient", "assumed", "S7", "Mean of the normal whose logistic is insularity."),
    P("insularity_spread", 1.2, 0.6, 1.8, "coefficient", "assumed", "S7", "Its standard deviation: 0 makes all alike.", legal=(0, 10)),
    P("leadership_openness_correlation", 0.35, 0.1, 0.6, "correlation", "assumed", "S4", "Good leaders build open cultures."),
    P("openness_honesty_correlation", 0.45, 0.2, 0.7, "correlation", "assumed", "S11", "Open cultures report honestly."),
    P("openness_insularity_correlation", -0.6, -0.8, -0.3, "correlation", "assumed", "S7", "Closed cultures keep to themselves."),
    P("regional_leadership_sd", 0.05, 0.0, 0.12, "share", "assumed", "real grades differ lastingly by region", "Spread over regions of the mean leadership."),
    P("regional_burden_sd", 1.5, 0.0, 4.0, "points", "assumed", "real grades differ lastingly by region", "Spread over regions of a lasting pressure."),
    P("willing_share", 0.5, 0.25, 0.75, "share", "assumed", "S1; LGA peer challenges draw on most of the sector", "Share of organisations that would help when good."),
    P("size_spread", 0.6, 0.6, 0.6, "coefficient", "assumed", "English councils' populations", "Standard deviation of the logarithm of drawn sizes.", legal=(0, 3)),
]

NETWORKS = [
    P("ties_per_organisation", 6, 3, 10, "number", "assumed", "S7", "Ties that each organisation has where nobody is insular.", legal=(0, 60)),
    P("rewiring", 0.2, 0.05, 0.4, "share", "assumed", "Watts and Strogatz 1998, doi 10.1038/30918", "Share of ties that leave the neighbourhood for anywhere."),
    P("insularity_thinning", 0.8, 0.5, 1.0, "share", "assumed", "S7", "Chance that a fully insular organisation lacks a tie that it could have had."),
    P("tie_strength", 0.6, 0.4, 0.8, "share", "assumed", "S7", "Weight of a tie between two organisations without insularity."),
    P("insularity_weakening", 0.7, 0.4, 0.9, "share", "assumed", "S7", "Part of a tie's weight that full insularity of one side takes away."),
    P("connectedness_half", 1.0, 0.5, 2.0, "number", "assumed", "S7", "Total weight of ties at which connectedness is one half.", legal=(0.01, 50)),
    P("fear_withdrawal", 0.6, 0.0, 1.0, "coefficient", "assumed", "S7: failing organisations grow insular", "How far blame felt makes an organisation withdraw from its ties.", legal=(0, 5)),
    P("failure_withdrawal", 0.3, 0.0, 0.6, "coefficient", "assumed", "S7: failing organisations grow insular", "How far a full shortfall below failing makes it withdraw.", legal=(0, 5)),
    P("withdrawal_rate", 0.15, 0.05, 0.3, "rate a quarter", "assumed", "S7", "How fast withdrawal follows its causes."),
    P("dependencies_per_organisation", 1.2, 0.6, 2.0, "number", "assumed", "S2", "Mean number of organisations that each depends on.", legal=(0, 2)),
    P("dependency_within_region", 0.8, 0.5, 1.0, "share", "assumed", "S2", "Share of dependencies that stay within the region."),
]

PRESSURE = [
    P("pressure_level", 0.0, 0.0, 0.0, "points", "assumed", "definition: nil is the present level", "Lasting pressure on everyone, during the run-in too; below nil it relieves.", legal=(-50, 50)),
    P("pressure_trend", 0.0, -0.3, 0.6, "points a year", "assumed", "S3", "Rise of pressure on everyone, from the first year on."),
    P("pressure_persistence", 0.9, 0.8, 0.95, "coefficient", "assumed", "S3", "How much of a pressure is left a quarter later.", legal=(0, 0.999)),
    P("common_pressure_sd", 2.0, 1.0, 4.0, "points", "assumed", "S3", "Spread of the pressure that all share."),
    P("regional_pressure_sd", 2.0, 1.0, 4.0, "points", "assumed", "S3", "Spread of the pressure that a region shares."),
    P("own_pressure_sd", 4.0, 2.0, 6.0, "points", "assumed", "S3", "Spread of an organisation's own pressure."),
    P("linkage", 0.3, 0.0, 0.5, "coefficient", "assumed", "S2", "Pressure for each point of mean shortfall of those depended on.", legal=(0, 5)),
]
