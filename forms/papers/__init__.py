"""Forms that go with the papers.

custody_slip    试卷交接单
"""
