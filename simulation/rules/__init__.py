"""The rule book: what organisations and their observers do, each behaviour a short pure function.

Every function takes one organisation's numbers and gives a number back; ``p`` is the run's parameter
record (see ``simulation.parameters``). The engine compiles and inlines them; the Mesa agents call the
very same functions. Nothing here knows an array, a run or a policy.
"""
