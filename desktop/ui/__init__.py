"""FLOOR 4, the only place with PySide6. `app` runs, `window` holds the desks, `desks` finds one by name; each desk has
its folder, `shared` is what two desks use. Nothing here touches the record: screens render boards
(`operations/boards`) and call their actions in a lane."""
