"""What is shown, beside what is written down (002 Art 22).

photos      evidence photos: the record holds their digests, the home their pictures
"""
