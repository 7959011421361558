# The page when there is no page.

problem-not-found = Nothing is here
    .sentence = There is no such page, or nothing on it that you may read.
    .hint = Check the number, or look in the archive.
    .way-on = Search the archive
problem-fault = The machine failed
    .sentence = This could not be done. The reason is in the log under { $log }.
    .hint = What was acknowledged before is on the disk. Tell the operator the name, or try again.
problem-stale = This form is too old
    .sentence = Nothing was recorded: the form was made in another session.
    .hint = Go back, open the page again, and send the form from there.
    .typed = What you typed, to be copied
problem-too-many = A moment, please
    .sentence = More was asked in the last minute than is answered. Wait { $seconds ->
        [one] one second
       *[other] { $seconds } seconds
    }, then ask again.
    .hint = Nothing is lost: what was recorded is on the disk, and words of a form that was not taken are offered on its page.
problem-to-inbox = Go to the inbox
