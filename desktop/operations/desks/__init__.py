"""What stands behind each desk's screen: boards built from the record, acts with signatures. No Qt.

session.py  an opened home as the window sees it
credentials.py  who proved who they are, and for which act
readers.py  the readers of a desk: wanted, found, what each is doing
people.py   finding people from a desk
rows.py     any command of the rules as an action a desk offers, and its form's answers back into data
seats.py    a room's seat map
desk.py     what every desk does: sign, act, send boards
door/ room.py control.py custody.py office/ hall/   one desk each, and the hall's clock
chief/      what stands on the chief's board
paced.py    a desk of the whole site: its board is not built oftener than it costs
evidence/   photos a camera takes for the record
"""
