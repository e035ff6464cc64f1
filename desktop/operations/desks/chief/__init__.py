"""What stands on the chief's board.

matters     what waits: alerts by urgency, and the lists of incidents, stand-ins, extensions
conflicts   two records of one thing, side by side, and the decision between them
orders      which rooms have acknowledged an order, which have not, since when
stations    the site's desks as this one knows them: when each last wrote, which door has been quiet
timeline    the morning: every step planned and done, the exam, what stopped it and what was added
balance     the site's paper account: the first broken equation and who holds the difference
"""
