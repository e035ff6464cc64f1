"""What is shown, beside what is written down (002 Art 22).

photos      evidence photos: the record holds their digests, the home their pictures
sheets      signed sheets that came back, as a person confirmed them
signatures  what a signed list says against what the record says
"""
