"""How fast it is: the engine against the project's own Mesa face, in one run on one machine.

``python -m benchmarks`` prints every row; ``--quick`` leaves out what takes minutes. Times on a shared
machine are noisy, so rows are best of several and what counts are the ratios within one run.
"""
