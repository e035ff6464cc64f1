"""The form of any command, in place and by keyboard: `fields` its editors, `counts` their table of papers, `signing`
its officers, `form` both, `sheet` the list of all actions with the form behind it, `ground` what a chosen row of their
lists stands on."""
