"""The report of a sweep: one page that answers the sweep's question, with every analysis behind it."""
