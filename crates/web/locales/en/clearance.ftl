# A draft as one of its clearers reads it.

clearance-title = Clear draft { $name }
clearance-whole = The whole draft
clearance-not-asked = You were not asked to clear this draft; you may read it.
clearance-all-new = { $parts ->
    [one] All of it is new to you: { $parts } part.
   *[other] All of it is new to you: { $parts } parts.
}
clearance-answered = You have answered, and nothing you were asked about has changed.
clearance-since-answer = { $fresh ->
    [0] Nothing you were asked about has changed since your last answer.
   *[other] { $parts ->
        [one] { $fresh } of { $parts } part changed since your last answer.
       *[other] { $fresh } of { $parts } parts changed since your last answer.
    }
}
clearance-since-look = { $fresh ->
    [0] Nothing you were asked about has changed since you last looked.
   *[other] { $parts ->
        [one] { $fresh } of { $parts } part changed since you last looked.
       *[other] { $fresh } of { $parts } parts changed since you last looked.
    }
}
clearance-state-new = new
clearance-state-added = added
clearance-state-as-before = as before
clearance-state-changed = changed
clearance-state-struck-out = struck out
clearance-mark =
    .added = added:
    .added-end = end of addition
    .struck = struck out:
    .struck-end = end of what was struck out
clearance-mine = What you were asked about
    .empty = Nothing. When a drafter asks you to clear pieces of this draft, they stand here with what changed.
clearance-others = The rest of it, for reading
