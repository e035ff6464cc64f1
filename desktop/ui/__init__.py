"""FLOOR 4, the only place with PySide6. `app` runs: `first` paints, then `shell` is the window and holds the desks.
Each desk has its folder and is a view of `desk`; `shared` is what two desks use. Nothing here touches the record:
screens render boards (`operations/boards`) and call their actions in a lane."""
