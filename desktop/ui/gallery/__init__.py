"""Every component in every state, for whoever builds screens: `python -m desktop.ui.gallery`. `tokens` colours, type,
gaps and icons; `parts` small parts; `boards` what desks are made of; `window` the window that shows them."""
