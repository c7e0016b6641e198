"""What a sweep's table says: which answer is robust, what it depends on, and where it flips.

One question a file. Each takes ``SweepResults`` and gives a typed result with frames and sentences;
the arithmetic beneath works on plain arrays, so that it can be held against known answers.

Three uncertainties are never mixed: *simulation error* of a pooled number (which more runs shrink),
the spread *over futures* at one design point (chance), and the spread *over assumptions* (from one
design point to another).
"""
