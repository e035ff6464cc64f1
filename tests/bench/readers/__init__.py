"""What readers at a desk are measured by (issue 3, "Speed and reach"), on the real PC/SC service where it says so.

verdicts.py   a card laid down on a virtual reader to its verdict, durable, at a door of a large site
mixed.py      a thousand good, torn, hung, unknown, double and vanishing cards, and the reader armed after each
idling.py     what waiting for cards takes of a processor
"""
