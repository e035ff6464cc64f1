# Rehearsal and self-test (rehearsal)

fault-rehearsal-folder = The folder { $path } holds something else already ({ $found }). A rehearsal writes only into a folder of its own; please choose another
fault-rehearsal-roster = The rehearsal's roster could not be imported: { $count } rows are wrong ({ $code })
