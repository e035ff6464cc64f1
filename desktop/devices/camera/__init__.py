"""Cameras: printed codes and evidence photos. Nothing here is loaded before a camera is asked for its first frame.

source.py    CameraSource: codes of tickets, badges and bags as an identity source
frames.py    the port `Frames`, and frames out of files: a picture, a folder of pictures, a video
live.py      frames of a real camera, by a thread that may be given up
codes.py     what the codes in a frame are: `Seen`
photo.py     the evidence photo: is it good enough, and its JPEG
pictures.py  a picture's bytes to pixels, with limits
"""
