# One instruction or reply: its text, points, clearances and history.

instruction-cable = Cable
instruction-points = Points
instruction-particulars = Particulars
instruction-clearance = Clearance
instruction-history = History

instruction-stage-released = released
instruction-stage-abandoned = abandoned
instruction-stage-approved = approved
instruction-stage-drafting = drafting
instruction-stage-cleared = cleared
instruction-stage-in-clearance = in clearance
instruction-stage-draft = draft
instruction-stage-filed = filed

instruction-name-draft = draft { $entry }
instruction-name-abandoned = abandoned { $entry }
instruction-name-released = released { $entry }
instruction-name-filed = filed { $entry }

instruction-of = { $kind ->
    [reply] A reply of { $office }.
   *[other] An instruction of { $office }.
}
    .released = { $kind ->
        [reply] A reply of { $office }, released { $at } ({ $utc }).
       *[other] An instruction of { $office }, released { $at } ({ $utc }).
    }
    .abandoned = { $kind ->
        [reply] A reply of { $office } that was given up; it never had a number.
       *[other] An instruction of { $office } that was given up; it never had a number.
    }
    .draft = { $kind ->
        [reply] A reply of { $office }, in draft.
       *[other] An instruction of { $office }, in draft.
    }
instruction-nobody-asked = Nobody has been asked to clear it.
instruction-cleared = Cleared by { $count } of { $all }; it cannot be released around the others.
    .approved = Cleared by { $count } of { $all }; approved by { $by } as it stands.
    .not-approved = Cleared by { $count } of { $all }; not yet approved.
instruction-answer-given = cleared
instruction-answer-waived = waived
instruction-answer-refused = refused
instruction-answer-waits = waits
instruction-about-all = all
instruction-about-open = { $about }; open: { $open }
instruction-for = for { $who }:

instruction-from = From
    .by = { $office }, drafted by { $author }
instruction-released = Released
instruction-changed = Changed
instruction-classification = Classification
instruction-regraded = Lower marking
    .by = than that of what it answers; { $by } answers for it
instruction-due = Due
    .at-posts = { $time } at each post
instruction-clock = { $posts ->
    [one] The clock at the post changes before then.
   *[other] The clock changes before then at { $count } of { $posts } posts.
}
instruction-again = Again
    .every = { $days ->
        [one] at least every day
       *[other] at least every { $days } days
    }
    .until = { $days ->
        [one] at least every day until { $until }
       *[other] at least every { $days } days until { $until }
    }
instruction-level = Level
instruction-report = Report
    .required = a reply cable is required
    .none = none is required
instruction-tags = Tags
instruction-references = References
instruction-to-act = To act
    .today = To act, as of today
instruction-informed = For information
    .today = For information, as of today
instruction-offices = { $count ->
    [one] { $count } office
   *[other] { $count } offices
}
instruction-group = { $heading }: { $count }
instruction-the-tasking = The tasking
    .named = Tasking { $tasking }
instruction-as-record = As a record
instruction-revise = Revise
instruction-see-and-clear = See what changed, and clear it
instruction-check = Check it, and send it on
