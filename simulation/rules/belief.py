"""What the regulator believes of one organisation: a Kalman filter of quality and of its reports' bias.

Kalman 1960, doi 10.1115/1.3662552, with two states and scalar observations: a report shows quality
plus bias, a look shows quality. The bias is learnt where reports and looks disagree. S14.
"""

from simulation.compiled import compiled

__all__ = ["after_look", "after_report", "before_quarter"]


@compiled
def before_quarter(variance, bias_variance, p):
    """Variances of quality and bias, a quarter on, before anything is seen."""
    if p.bias_prior_sd > 0.0:
        bias_variance = bias_variance + p.bias_sd * p.bias_sd
    return variance + p.quality_variance, bias_variance


@compiled
def after_report(mean, bias, variance, covariance, bias_variance, reported, p):
    """Belief once a report is read.

    Returns:
        mean and bias in points; variance, covariance and the bias's variance in points squared.
    """
    spread = variance + 2.0 * covariance + bias_variance + p.report_variance
    precision = 1.0 / spread
    weight = (variance + covariance) * precision
    bias_weight = (covariance + bias_variance) * precision
    surprise = reported - mean - bias
    return (
        mean + weight * surprise,
        bias + bias_weight * surprise,
        variance - weight * (variance + covariance),
        covariance - weight * (covariance + bias_variance),
        bias_variance - bias_weight * (covariance + bias_variance),
    )


@compiled
def after_look(mean, bias, variance, covariance, bias_variance, finding, look_variance):
    """Belief once an inspection, a visit or a board has looked; returns as ``after_report``."""
    spread = variance + look_variance
    precision = 1.0 / spread
    weight = variance * precision
    bias_weight = covariance * precision
    surprise = finding - mean
    return (
        mean + weight * surprise,
        bias + bias_weight * surprise,
        variance - weight * variance,
        covariance - weight * covariance,
        bias_variance - bias_weight * covariance,
    )
