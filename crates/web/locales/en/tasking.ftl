# What one post was asked to do.

tasking-title = { $number } at { $post }
tasking-at = at
tasking-taken-back = Headquarters took this back: { $why }
tasking-raise = { $points ->
    [0] Carry out the instruction
    [one] Raise one point
   *[other] Raise { $points } points
}{ $level ->
    [none] {""}
   *[other] {" "}with { $level } or above
}{ $due ->
    [none] {""}
   *[other] {" "}by { $due } ({ $utc })
}{ $again ->
    [yes] , and again each time it falls due
   *[no] {""}
}{ $report ->
    [yes] , and report by cable.
   *[no] .
}
tasking-from = From
tasking-released = Released
tasking-time = { $local } ({ $utc })
tasking-standing = Standing
tasking-level = Level
tasking-or-above = { $level } or above
tasking-report = Report
    .cites = a reply cable that cites { $number }
    .none = none is required
tasking-returned = Returned
    .why = { $at }: { $why }
    .no-reason = no reason kept
tasking-objection = Objection
    .made = proposes { $proposes }: { $why } ({ $ruling })
    .waits = waits for a ruling
tasking-more-time = More time
    .asked = asked for until { $to }: { $why } ({ $answer })
    .granted = granted
    .declined = declined
    .waits = waits for an answer
tasking-variant = in the words meant for this post
tasking-once = Once
tasking-due = due { $due }
tasking-due-at = due
tasking-points-done = points { $points }
tasking-held = held
tasking-with = { $form }, { $office }, { $level }
tasking-confidence = confidence { $confidence }
tasking-cable = The cable
tasking-other = { $number }: { $subject }
tasking-other-due = { $number }: { $subject }, due { $due }

tasking-points = Points
tasking-particulars = Particulars
tasking-duties = Duties
tasking-engagements = Engagements
tasking-history = History

# The reply as the log tells it: a proposal, which whoever drafts it makes their own.
tasking-reply-raised = On { $day } the post raised the reference with { $office } at { $level } level ({ $form }).
tasking-reply-points = Points: { $points }.
tasking-reply-point = { $point } { $became }
    .why = { $point } { $became } ({ $why })
tasking-reply-answered = The host answered: { $text }
tasking-reply-comment = Comment: the host { $stance }.
    .how = Comment: the host { $stance } ({ $how }).

tasking-clock = Clock
    .forward = The clock at the post goes forward on { $day }, before this is due.
    .back = The clock at the post goes back on { $day }, before this is due.
