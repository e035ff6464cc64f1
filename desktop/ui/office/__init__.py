"""The office desk.

view        the screen: `rail` its sections, `page` the chosen one, `line` the deadlines, `guide` this step's rules
work        what may stand in the table's place: planning/, seats/, printing/, sheets/
acceptance  papers that come back
doing       the bar of a job under way
files       how a form finds a file
"""
