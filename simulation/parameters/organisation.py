"""Parameters of one organisation's behaviours: quality, leadership, capability, culture, honesty, reports."""

from __future__ import annotations

from simulation.parameters.parameter import Parameter as P

__all__ = ["QUALITY", "LEADERSHIP", "CAPABILITY", "CULTURE", "REPORTING"]

QUALITY = [
    P("adjustment_rate", 0.25, 0.15, 0.4, "rate a quarter", "seed", "prototype", "Part of the distance to sustainable quality that a quarter closes."),
    P("quality_noise", 2.0, 1.0, 3.0, "points", "seed", "prototype", "Standard deviation of a quarter's own chance in quality."),
    P("disruption_kept", 0.78, 0.6, 0.85, "share", "assumed", "S5: exp(-1/4), so that it falls to 37% in a year", "Part of an instrument's disruption that is left a quarter later."),
    P("interference", 1.0, 0.0, 2.0, "coefficient", "assumed", "S2", "Disruption from dependencies treated under other leads, for each point of theirs.", legal=(0, 20)),
    P("change_cost", 3.0, 1.0, 5.0, "points", "assumed", "S5", "Points of sustainable quality that a change of leader costs at first."),
    P("change_cost_kept", 0.75, 0.5, 0.85, "share", "assumed", "S5", "Part of that cost that is left a quarter later."),
]

LEADERSHIP = [
    P("turnover", 0.03, 0.02, 0.06, "rate a quarter", "assumed", "S4", "Chance that leaders change in an ordinary quarter."),
    P("turnover_from_blame", 0.05, 0.0, 0.1, "coefficient", "assumed", "S4", "Added chance at full blame felt.", legal=(0, 1)),
    P("turnover_when_designated", 0.04, 0.0, 0.1, "rate a quarter", "assumed", "S4; staff lost in special measures, Fulop et al. 2023", "Added chance while designated as failing."),
    P("newcomer_sd", 0.15, 0.08, 0.25, "share", "assumed", "S4", "Spread of newcomers around what the organisation usually attracts."),
    P("leadership_drift", 0.01, 0.0, 0.03, "rate a quarter", "assumed", "S4", "How fast leadership drifts back to what the place usually has."),
]

CAPABILITY = [
    P("capability_rate", 0.04, 0.02, 0.08, "rate a quarter", "seed", "prototype", "Part of the distance to what leadership and culture sustain that a quarter closes."),
    P("capability_base", 33.0, 29.0, 37.0, "points", "assumed", "prototype", "Capability that even poor leadership in a closed culture sustains."),
    P("capability_from_leadership", 38.0, 28.0, 50.0, "points", "assumed", "S4; prototype against real grades asks for up to 50", "Points that the best leadership adds."),
    P("capability_from_openness", 10.0, 4.0, 22.0, "points", "assumed", "S10", "Points that a fully open culture adds in itself."),
    P("learning_from_shortfall", 0.02, 0.005, 0.03, "rate a quarter", "assumed", "S10", "Learning from the shortfall that an open and honest organisation admits."),
    P("learning_from_peers", 0.02, 0.005, 0.03, "rate a quarter", "assumed", "S7", "Learning from better neighbours over ties."),
    P("learning_from_lessons", 0.03, 0.0, 0.06, "points", "assumed", "S13", "Points a quarter for each lesson, in a fully open organisation."),
    P("lessons_most", 10.0, 10.0, 10.0, "number", "assumed", "S13", "Lessons beyond this number add nothing."),
    P("spiral", 0.04, 0.02, 0.06, "rate a quarter", "assumed", "agency staff by rating, Community Care 2021", "Capability lost, as staff leave, for each point of failure."),
    P("spiral_margin", 5.0, 0.0, 10.0, "points", "assumed", "agency staff by rating, Community Care 2021", "Points above failing at which staff begin to leave."),
    P("help_in_closed_culture", 0.4, 0.2, 0.6, "share", "assumed", "S4", "Part of an instrument's gain that a fully closed culture takes up."),
    P("help_from_openness", 0.6, 0.4, 0.8, "share", "assumed", "S4", "Part added in a fully open culture."),
    P("capability_noise", 0.8, 0.4, 1.2, "points", "seed", "prototype", "Standard deviation of a quarter's own chance in capability."),
    P("crisis_hazard", 0.005, 0.002, 0.01, "rate a quarter", "assumed", "S3; sudden falls from good in real grades", "Chance of a crisis at middling openness (times what follows)."),
    P("crisis_in_closed_culture", 1.9, 1.3, 2.4, "coefficient", "assumed", "S10", "Multiple of that chance in a fully closed culture.", legal=(0, 20)),
    P("crisis_openness", 1.6, 0.8, 1.9, "coefficient", "assumed", "S10", "How much full openness takes off that multiple.", legal=(0, 20)),
    P("crisis_size", 15.0, 10.0, 25.0, "points", "assumed", "S3; sudden falls from good in real grades", "Scale of the half-normal loss of capability in a crisis."),
    P("lessons_kept", 0.98, 0.95, 0.99, "share", "assumed", "S13", "Part of the stock of lessons that is left a quarter later."),
    P("lessons_spread", 0.5, 0.0, 1.0, "number", "assumed", "S13", "Lessons that a closed case of a fully open organisation leaves.", legal=(0, 50)),
]

CULTURE = [
    P("openness_drift", 0.03, 0.01, 0.06, "rate a quarter", "assumed", "S10", "How fast openness drifts back to what the place usually has."),
    P("openness_contagion", 0.03, 0.0, 0.06, "rate a quarter", "assumed", "S7", "How fast it follows neighbours' over strong ties."),
    P("openness_fear", 0.05, 0.02, 0.1, "rate a quarter", "assumed", "S10: fear and secrecy let failure incubate", "How fast blame felt closes a culture."),
    P("blame_kept", 0.9, 0.8, 0.95, "share", "seed", "prototype", "Part of blame felt that is left a quarter later."),
    P("blame_from_neighbours", 0.15, 0.0, 0.3, "coefficient", "assumed", "S4", "How much neighbours' sanctions add to one's own.", legal=(0, 5)),
    P("blame_from_sector", 1.0, 0.0, 2.0, "coefficient", "assumed", "S4", "How much the sector's mean sanction adds to one's own.", legal=(0, 20)),
]

REPORTING = [
    P("honesty_rate", 0.15, 0.08, 0.25, "rate a quarter", "assumed", "S11", "How fast honesty follows its target."),
    P("honesty_rate_examined", 0.4, 0.25, 0.6, "rate a quarter", "assumed", "S12", "The same while designated or treated."),
    P("honesty_from_openness", 0.8, 0.4, 1.2, "coefficient", "assumed", "S11", "How far openness above its usual level raises the target of honesty.", legal=(0, 5)),
    P("honesty_from_blame", 0.6, 0.2, 1.0, "coefficient", "assumed", "S4", "How far blame felt lowers the target of honesty.", legal=(0, 5)),
    P("designation_scrutiny", 0.6, 0.4, 0.8, "share", "assumed", "S12", "Honesty that being called failing enforces in itself."),
    P("censure_blame", 0.6, 0.3, 0.9, "share", "assumed", "S4", "Sanction felt where the regulator's stance is censure."),
    P("censure_secrecy", 0.2, 0.0, 0.4, "share", "assumed", "S4", "How far censure lowers the target of honesty."),
    P("candour_honesty", 0.15, 0.0, 0.3, "share", "assumed", "S11", "How far protected candour raises the target of honesty."),
    P("concealment", 0.85, 0.5, 1.0, "share", "assumed", "S11; A&E reports 19 points above patients' survey, Bevan and Hood 2006", "Part of an unadmitted shortfall that reports hide."),
    P("concealment_margin", 2.0, 0.0, 4.0, "points", "assumed", "ambulance reports just above their target, Bevan and Hamblin 2009", "Points above good up to which reports are bent."),
    P("report_noise", 2.0, 1.0, 3.0, "points", "assumed", "S14", "Standard deviation of chance in a report."),
]
