"""FLOOR 4, the only place with PySide6. `app` runs: `first` paints, then `shell` is the window and holds the desks.
Each desk is a view of `desk` and has its folder: `control`, `door`, `room`, `custody`, `office`; `hall` is the clock
beside them, `help` and `search` lie over them, `shared` is what two of them use, `keys` what keys are called, `gallery`
every control on one page. Nothing here touches the record: screens render boards (`operations/boards`) and call their
actions in a lane."""
