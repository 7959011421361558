# Any cable as it stands in the record.

record-text = Text
record-head = Head
record-cites = It refers to
record-replies = Replies
record-cited-by = Referred to by
record-remarks = Remarks
record-openings = Opened in an emergency
record-history = History
record-found = found
record-not-here = not here
record-reply = reply
record-proposed = proposed
record-gone = The words are not here: they were disposed of, or have not arrived.
record-filed = A telegram filed.
    .from = A telegram filed from { $source }, { $name }.
record-proposals = { $addressees ->
    [one] 1 addressee
   *[other] { $addressees } addressees
} ({ $action } to act): { $replies ->
    [one] 1 reply
   *[other] { $replies } replies
} proposed from citations.
record-with-points = With its points and clearances
record-tasking-answered = The tasking it answers
record-whole-text = the whole text
record-line = line { $line }
record-from = From
record-to = To
record-info = Info
record-classification = Classification
record-precedence = Precedence
record-tags = Tags
record-sent = Sent
record-arrived = Arrived here
record-entry = Entry

weight-advice = advice
weight-warning = warning
weight-error = error
record-no-subject = (no subject)
record-taskings = Taskings
record-caused = What it caused
record-namesakes = Other texts under this number
record-namesake = same number
record-unsure = not certain
record-may-be = may be:
record-as-text = As plain text
