# The hall clock and its announcements.

hall-key = Hall clock
hall-key-on = Hall clock · sound on
hall-key-off = Hall clock · sound off
hall-key-muted = Hall clock · muted
hall-sound-off = Announcing is off: nothing will sound. F2 switches it on
hall-sound-muted = Muted: shown, but nothing sounds. F4 lifts it
hall-title = Hall clock
hall-step = Now  { $step }
hall-next = Next  { $step }  in { $time }
hall-left-start = Until the start
hall-left-end = Until the end
hall-left-held = Exam time left (stopped)
hall-keys = Esc back to the desk   F8 announcements   ← → other room   F4 mute   F6 stop

hall-panel-title = Hall clock and announcements · { $place }
hall-on = Announce by itself (F2) when the time comes
hall-mute = Mute (F4): show, do not sound
hall-by-sounds = Play sound files instead of the voice
hall-by-orders = Announce after the chief's order, not by the clock
hall-voice = Voice: { $name }
hall-no-voice = No Chinese voice: use sound files
hall-nothing = This sitting has no step that is announced
hall-bell = built-in bell
hall-file = Sound file
hall-remove = Remove
hall-own-words = Words to announce
hall-own-when = When: 09:30, or -5 (before the end); empty is now
hall-own-missing = Write the words first
hall-say = Announce
hall-test = Test F3
hall-stop = Stop F6
hall-turn = Other room
hall-leave = Close Esc
hall-trial-words = Sound test. Please check that it is heard everywhere.
hall-trial-not-now = Candidates are in the room: no test now. Test before the start or after the end
hall-is-muted = Muted: nothing was sounded. Take away the mute (F4) first
hall-free-said = Announced: { $words }
hall-free-shown = Shown, not sounded: { $words }

hall-room = Room { $room }

hall-phase-none = No exam today
hall-phase-waiting = Not begun yet
hall-phase-unopened = Waiting for the start
hall-phase-running = Exam in progress
hall-phase-suspended = Exam suspended
hall-phase-over = Time is up
hall-phase-ended = Exam ended

hall-begins = Begins { $time }
hall-ends = Ends { $time }
hall-extended = Extended from { $planned } to { $time }
hall-held = Suspended since { $time }; wait for word when it goes on
hall-room-held = Room { $room } suspended ({ $time })
hall-room-ends = Room { $room } ends { $time }
hall-seat-ends = seat { $seat } ends { $time }
hall-seat-held = seat { $seat } suspended since { $time }
hall-room-seat = room { $room }, { $told }
hall-clock-moved = This clock was set back: go by the chief's

hall-custom = Own words
hall-say-rehearsal = Rehearsal. { $words }
hall-say-later = Rooms with other times ({ $rooms }) go by what is announced there.

hall-row-off = not announced
hall-row-coming = to come
hall-row-held = no time yet
hall-row-said = announced
hall-row-shown = shown, not sounded
hall-row-missed = too late, not announced

fault-announce-many = At most { $most } announcements of your own. Take out some first
fault-announce-words = An announcement has 1 to { $most } characters on one line
fault-announce-when = “{ $text }” is no time. Write 09:30, or -5 for 5 minutes before the end
fault-voice-missing = This computer has no Chinese voice; nothing was sounded. Use sound files, or install one (espeak-ng on Linux)
fault-voice-failed = { $name } could not sound; the words are only shown. Check speakers and volume, or have a proctor say it
fault-sound-no-player = This computer has no program to play sound files. Use the system's voice, or have a proctor say it
fault-sound-unreadable = { $path } is no WAV file that can be played. Choose another
fault-sound-too-long = { $path } is too long: at most { $most } seconds. Shorten it or choose another
