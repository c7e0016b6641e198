"""What the compare page asks: a comparison that sharpens future by future, its numbers, its sliders, its files.

Nothing here knows a page.
"""
