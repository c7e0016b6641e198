"""Parameters of the regulator and the sector body: inspection, belief, designation, help, stance, costs."""

from __future__ import annotations

from simulation.parameters.parameter import Parameter as P

__all__ = ["INSPECTION", "BELIEF", "DESIGNATION", "HELP", "COSTS"]

INSPECTION = [
    P("inspection_sd", 4.0, 3.0, 7.0, "points", "assumed", "S9; real grades ask for up to 7", "Standard deviation of what an inspection sees."),
    P("miss_inspection", 0.1, 0.05, 0.2, "share", "assumed", "S9; the false all-clear of an inspection before the Jay report of 2014", "Chance that a statutory inspection sees only the report, at full honesty."),
    P("miss_peer_review", 0.4, 0.2, 0.6, "share", "assumed", "S9", "The same for a peer review."),
    P("miss_from_concealment", 0.3, 0.0, 0.5, "share", "assumed", "S9; inspectors relied on paperwork, CLG Committee 2015", "Added chance where reports hide all of the shortfall."),
    P("visit_sd", 6.0, 4.0, 8.0, "points", "assumed", "monitoring by two inspectors for two days a quarter", "Standard deviation of what a monitoring visit sees."),
    P("board_sd", 1.5, 1.0, 3.0, "points", "assumed", "S9: boards sit and see", "Standard deviation of what an improvement board sees each quarter."),
    P("rota_inadequate", 12, 11, 13, "quarters", "published", "inspections of children's services: median 36 months", "Quarters to the next inspection after inadequate.", legal=(1, 80)),
    P("rota_other", 17, 16, 18, "quarters", "published", "inspections of children's services: 48 to 55 months", "Quarters to the next inspection after any other grade.", legal=(1, 80)),
    P("rota_jitter", 2, 1, 3, "quarters", "assumed", "inspections of children's services", "Quarters by which an inspection comes early or late at most.", legal=(0, 20)),
    P("inspection_share", 0.05, 0.02, 0.1, "share", "assumed", "5% of the sector a quarter", "Share of the sector inspected each quarter by plans other than the rota."),
    P("publication_delay", 1, 1, 1, "quarters", "assumed", "definition", "Quarters from an inspection to its published grade.", legal=(0, 8)),
    P("earlier_framework_shift", 0.0, 0.0, 0.0, "points", "assumed", "definition: nil is one framework throughout; of the first 41 councils under the one of 2013, 44% fell and 17% rose", "Points by which the earlier framework's thresholds lay higher; below nil they lay lower.", legal=(-30, 30)),
    P("earlier_framework_quarters", 0, 0, 0, "quarters", "assumed", "definition", "Quarters after the run-in in which inspections still grade by the earlier framework, as during it."),
    P("exposure_hazard", 0.01, 0.004, 0.02, "rate a quarter", "assumed", "failures long hidden: the Francis report of 2013, the Jay report of 2014", "Chance that hidden failure becomes public, for each ten points of concealment (times what follows)."),
    P("exposure_in_closed_culture", 0.5, 0.2, 1.0, "coefficient", "assumed", "staff who feel safe to speak up: 72%, Francis 2015", "Multiple of that chance in a fully closed culture; openness adds to it.", legal=(0, 10)),
    P("exposure_blame", 0.3, 0.1, 0.5, "share", "assumed", "S4", "Blame felt at once when hidden failure becomes public."),
]

BELIEF = [
    P("quality_variance", 4.0, 2.0, 8.0, "points squared", "assumed", "S14", "Variance that the regulator expects quality to move by in a quarter."),
    P("bias_sd", 1.0, 0.0, 2.0, "points", "assumed", "S14", "Standard deviation that it expects a report's bias to move by; with no prior spread, a naive regulator."),
    P("bias_prior_sd", 4.0, 0.0, 8.0, "points", "assumed", "S14", "How wide it thinks reports' bias at first; nil is naive."),
    P("report_variance", 16.0, 9.0, 25.0, "points squared", "assumed", "S14", "Variance that it ascribes to a report."),
    P("inspection_variance", 16.0, 9.0, 49.0, "points squared", "assumed", "S14", "Variance that it ascribes to an inspection."),
    P("visit_variance", 36.0, 16.0, 64.0, "points squared", "assumed", "S14", "Variance that it ascribes to a monitoring visit."),
    P("board_variance", 2.25, 1.0, 9.0, "points squared", "assumed", "S9", "Variance that it ascribes to what a board reports."),
    P("exposure_variance", 1.0, 1.0, 1.0, "points squared", "assumed", "definition", "Variance of belief once hidden failure is public.", legal=(0.01, 100)),
]

DESIGNATION = [
    P("lift_margin", 2.0, 0.0, 5.0, "points", "assumed", "special measures in trusts: of the first five to leave, three had come to requires improvement, CQC 2014", "Oversight lifts a designation when belief is this far above the failing threshold."),
    P("lift_quarters", 2, 1, 4, "quarters", "assumed", "special measures in trusts: mean 20 to 24 months", "Quarters that belief must stay there.", legal=(1, 20)),
]

HELP = [
    P("voluntary_threshold", 0.2, 0.1, 0.35, "share", "assumed", "S7", "Connectedness times openness above which an organisation takes up voluntary help."),
    P("broker_capacity", 0.05, 0.02, 0.1, "share", "assumed", "S8", "Matches that the sector body can make a quarter, as a share of the sector; nil leaves own ties only."),
    P("broker_reach", 1.0, 0.5, 1.0, "share", "assumed", "S8", "Share of willing helpers on the sector body's register."),
    P("matched_tie", 0.6, 0.4, 0.8, "share", "assumed", "S8", "Least weight of the tie between helper and helped."),
    P("tie_growth", 0.02, 0.0, 0.05, "share", "assumed", "S8", "Weight that a quarter of help adds to that tie."),
    P("helper_load", 1.5, 0.5, 3.0, "points", "assumed", "S1", "Points of sustainable quality that helping costs the helper."),
]

COSTS = [
    P("inspection_cost", 0.15, 0.1, 0.3, "cost units", "assumed", "cost units: 1 is a quarter of central intervention", "Cost of an inspection."),
    P("review_cost", 0.05, 0.02, 0.1, "cost units", "assumed", "16 peer days a challenge, LGA 2018/19", "Cost of a peer review."),
    P("visit_cost", 0.02, 0.01, 0.05, "cost units", "assumed", "two inspectors for two days", "Cost of a monitoring visit."),
    P("coordination_cost", 0.05, 0.0, 0.15, "share", "assumed", "S2", "What one lead for a case adds to its instruments' cost."),
    P("discount_rate", 0.035, 0.035, 0.035, "rate a year", "published", "HM Treasury Green Book", "Rate at which later costs count less."),
]
