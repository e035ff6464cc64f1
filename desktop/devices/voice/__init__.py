"""What announces in a hall: the system's Chinese voice, and sound files.

speaker   a voice that is a program of the system: started, waited for, stopped
programs  the programs: espeak-ng, spd-say, PowerShell's speech
sounds    sound files: what may be played, and by what
finding   what this computer has
"""
