# The inbox.

inbox-title = Inbox
inbox-write = Write a new instruction
inbox-empty = Nothing is here. What headquarters asks, what is sent to you for clearance and what comes in reply will be.
inbox-needs-you = { $pending ->
    [0] Nothing needs you.
    [one] One thing needs you.
   *[other] { $pending } things need you.
}
inbox-overdue-too = { $overdue ->
    [one] One is overdue.
   *[other] { $overdue } are overdue.
}

inbox-group-opened = Opened in an emergency
    .by = { $officer } ({ $office })
    .needs = knowing: open from { $at } until { $until }, because “{ $why }”
inbox-group-acknowledge = To acknowledge
    .needs = a person here to say they have it
inbox-group-overdue = Overdue
inbox-group-returned = Returned
    .needs = a further report
inbox-group-due-soon = Due soon
inbox-group-objections = Objections to rule on
inbox-group-extensions = Requests for time to decide
inbox-group-to-clear = To clear
    .needs = your clearance
inbox-group-to-approve = To approve
    .needs = approval
inbox-group-to-release = To release
    .needs = release
inbox-group-planned = Planned
inbox-group-open = Open
inbox-group-drafts = Your drafts
inbox-group-replies = Replies to read
    .needs = reading
inbox-group-withdrawn = Withdrawn lately
    .needs = nothing more

inbox-from = from
inbox-needs = Needs { $needs }
inbox-needs-report = the report
inbox-needs-engagement = an engagement: { $open } of { $all } points have no disposition
inbox-done = Done today ({ $done })

inbox-needs-ruling = a ruling; the post proposes { $proposes }
    .why = a ruling; the post proposes { $proposes }: “{ $why }”
inbox-needs-decision = a decision; the post asks for until { $to }
    .why = a decision; the post asks for until { $to }: “{ $why }”
inbox-needs-answer = a decision
inbox-waits-asking = a clearer to be asked
inbox-waits-clearance = clearance of { $officers }
inbox-beside = { $needs } ({ $beside })
