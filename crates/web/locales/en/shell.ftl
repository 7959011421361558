# What stands on every page: the frame, times, lists, and the words of closed lists that many pages print.

shell-error = Error: { $title }
shell-skip = Skip to the text
shell-main = Main
shell-where = Where you are
shell-nothing-recorded = Nothing was recorded
shell-unsaved = You have unsaved words of
    .restore = Restore
    .discard = Discard
    .show = Show them
shell-sign-out = Sign out
shell-language = Language
shell-go = Go to
shell-keys = Keys
shell-inbox = Inbox
shell-instructions = Instructions
shell-taskings = Taskings
shell-board = Board
shell-archive = Archive
shell-positions = Positions
shell-tokens = Tokens for programs
shell-offices = Offices

form-error = Error:
form-readers = Will be read by

# A time on the clock of a place, UTC beside it. Hours and minutes have two digits.
time-clock = { $hour }:{ $minute }
time-number = { $day }
time-when = { $weekday } { time-number } { $month } { $clock }
time-when-year = { $weekday } { time-number } { $month } { $year } { $clock }
time-day-clock = { time-number } { $month } { $clock }
time-day-clock-year = { time-number } { $month } { $year } { $clock }
time-day = { time-number } { $month }
time-day-year = { time-number } { $month } { $year }

time-late-just = just late
time-late-hours = { $hours ->
    [one] { $hours } hour late
   *[other] { $hours } hours late
}
time-late-days = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
}

weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun

month-1 = January
    .short = Jan
month-2 = February
    .short = Feb
month-3 = March
    .short = Mar
month-4 = April
    .short = Apr
month-5 = May
    .short = May
month-6 = June
    .short = Jun
month-7 = July
    .short = Jul
month-8 = August
    .short = Aug
month-9 = September
    .short = Sep
month-10 = October
    .short = Oct
month-11 = November
    .short = Nov
month-12 = December
    .short = Dec

list-comma = { $first }, { $next }
list-and = { $first } and { $last }

shell-readers = { $all ->
    [one] { $all } officer: { $each }
   *[other] { $all } officers: { $each }
}
time-there = { $weekday } { $clock }

shell-as-of = As of a day
shell-as-on = As it was true on
shell-as-knew = As we knew it on
shell-as-show = Look back
shell-as-now = As it is true, and as we know it, at { $clock }.
shell-as-true = As it was true on { $on }, with all that is known today.
shell-as-known = As we knew it on { $known }.
shell-as-both = As it was true on { $on }, as we knew it on { $known }.
shell-past = You are looking at the past.
    .acts = Nothing can be done from here.
    .back = Back to now
