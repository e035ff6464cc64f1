"""The central system (resources/contract/central.yaml), seen from a site.

client    every call of the contract: retries, limits, shapes
answers   what may come back, checked
problems  what the centre refused
sync      a record brought up to date at the centre, and the outcome handed in
plans     the centre's plan as ours
"""
