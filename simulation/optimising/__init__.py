"""Searching a policy's own parameters for the least expected harm, or the least regret, by Optuna.

Every trial is played on the same futures, so that trials differ by what the regulator does and not by luck. The
value that is told is from other futures, which the search never saw: the best of many trials is also the luckiest
on the futures it was chosen on, and would be flattered there.
"""
