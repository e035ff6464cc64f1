"""Packages for a site: `python -m installer.packages` makes them into dist/ and proves them.

staging   the program, its fonts, its locked wheels, thinned to what is used, compiled
licences  what is inside, by whose leave
windows   Kaodian-VERSION-setup.exe: Windows' own Python beside the program, by NSIS (kaodian.nsi)
debian    kaodian_VERSION_ARCH.deb: a virtual environment of the system's Python 3.11
proof     both installed, used and removed again

kept-*.txt, *-depends.txt and windows-libraries.txt are data: what is kept of Qt, what the system must bring.
release-checklist.md is what a person does before a package leaves the house.
"""
