# The list of instructions.

instructions-title = Instructions
instructions-sentence = { $drafts ->
    [one] { $drafts } draft
   *[other] { $drafts } drafts
}; { $open ->
    [one] { $open } instruction is open
   *[other] { $open } instructions are open
}, { $late } with posts overdue.
instructions-drafts = Drafts
instructions-released = Released
instructions-filter = Filter
instructions-empty = No instruction is released that you may read.
instructions-by = by
instructions-released-on = released
instructions-due = due
instructions-done = Done
instructions-done-of = { $done } of { $posts }
instructions-about = { $kind ->
    [reply] Reply, { $office }
   *[other] Instruction, { $office }
}
instructions-overdue = { $count } overdue
