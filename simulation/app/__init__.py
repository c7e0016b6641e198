"""The web app: pages that look inside a future, and what they share.

``turnaround app`` starts it. Pages hold no model logic: what they show is computed by modules that know no
page (``replay``, ``tours``, ``downloads``), on one pool that all visitors share. See ``docs/app.md``.

Only ``launching`` may be imported where the extra ``app`` is not installed.
"""
