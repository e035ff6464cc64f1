"""The program on Windows, as far as Wine is Windows: every test starts CPython for Windows (signed by the Python
Software Foundation) with the Windows wheels of uv.lock, on a drive of the run's own. `make setup` brings all of it.

Wine is not Microsoft's Windows. What only Wine lacks, and so is not tried here: numpy and OpenCV (its C runtime has no
complex functions), windows on a display (Qt wants C++/WinRT's UISettings for them; it paints without one).
"""
