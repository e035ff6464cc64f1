# The chief's board.

board-silent = silent { $minutes } min
board-done-by = { $told } ({ $people })
board-holder-people = { $holder } ({ $people })

alert-silent = { $order }: { $count } rooms have not confirmed
alert-silent-text = Ordered { $time }, { $minutes } min ago; no answer from { $rooms }. Call the room or send a roving proctor
alert-rooms = Rooms { $rooms }
alert-show-room = See the room
alert-show-orders = See who has answered
alert-show-balance = See the account

matter-orders = Orders
matter-no-orders = No order has been given
order-open = silent
order-seen = confirmed
order-silent = Ordered { $time }, no answer for { $minutes } min
order-seen-by = { $people } confirmed { $seconds } s after the order
matter-replaced = replaced
matter-standing-in = standing in
incident-reported-by = { $people } reported at { $time }:
incident-resolved-by = { $people } settled at { $time }:

conflict-compare = Compare and decide
conflict-stands = The record that stands
conflict-other = The other record
conflict-what = Says
conflict-when = Time
conflict-desk = Desk
conflict-by = Entered by
conflict-remark = Remark
conflict-seat = room { $room }, seat { $seat }
conflict-late = admitted { $minutes } min late
conflict-absent = recorded absent

morning-planned = { $step }: planned { $time }
morning-ordered = { $planned }, ordered { $time }
morning-done = { $planned }, done { $span } ({ $done }/{ $total })
morning-late = { $planned }, overdue
morning-exam = Exam
morning-suspended = { $place } suspended: { $reason }
morning-extended = { $place }: { $minutes } min longer
