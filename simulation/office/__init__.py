"""Files that a government desk takes: ``summary.docx``, one page, and ``tables.xlsx``, a sheet a table.

Both need the extra ``office``. The same comparison gives the same bytes.
"""
