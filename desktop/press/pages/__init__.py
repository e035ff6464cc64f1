"""The facts of reports as pages.

day, evidence, compliance
            one report each
findings    words that several of them use
"""
