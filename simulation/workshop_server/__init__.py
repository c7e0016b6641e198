"""Pages of a workshop: what a room's phones, its wall and its facilitator open, and how they are served.

Nothing is decided here: ``simulation.workshop`` keeps the session, and this package turns its typed views into
pages, and what people send into its acts.
"""
