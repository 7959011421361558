# Everything a draft says, to be checked before it goes on.

check-title = Check draft { $name }
check-next =
    .ask = Check what it says, then ask for clearance.
    .wait = Check what it says. It waits for its clearers.
    .approve = Check what it says, then approve it.
    .release = Check what it says; after release nothing in it changes.
check-lower = It is marked lower than what it answers; not taken over: { $lacks }. Mark it so, or have an approver who did not write it answer for that.
check-regraded = It is marked lower than what it answers, and { $by } answers for that.
check-errors = { $errors ->
    [one] { $errors } error stands in it.
   *[other] { $errors } errors stand in it.
}
check-change = Change
check-none = None.

check-reach = Whom it reaches
check-to = To, as typed
    .today = To act today
check-info = Info, as typed
    .today = Informed today
check-counted = { $count }: { $names }
check-head = Head
check-subject = Subject
check-precedence = Precedence
check-asked = What is asked
check-any-level = as the post thinks best
check-references = References
check-reference = { $state }: { $about }
check-text = Text
check-points = Points
check-clearance = Clearance
check-cleared = { $answer }; { $pieces }
check-readers = Will be read by { $officers }
