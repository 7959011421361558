# The board of an instruction and its map.

board-title = Board of { $number }
board-map-title = Map of { $number }
board-to-map = Map
board-to-table = Show the table
board-to-instruction = Instruction
board-filters = Filters
board-all = All { $posts } posts
board-posts = Posts and how each stands
board-none-seen = You see no post of this instruction.
board-none-so = No post stands so.
board-asked-too = Asked too: { $offices }.
board-informed = Informed: { $offices }.
board-not-released = The instruction had not been released.
board-moves = Host positions over time
board-moves-how = Above the line for, below it against.
board-moves-table = The same in a table
board-chronology = Chronology
board-world = The world
board-europe = Europe
board-not-placed = Not on the map
board-map-note = Coastline: Natural Earth. No border is drawn. A line leads to the city where a post had to be set apart.

board-by-standing = Standing
board-by-lateness = Time
board-by-region = Region
board-by-position = Position
board-column-post = Post
board-column-country = Country
board-column-standing = Standing
board-column-due = Due
board-column-heard = Last heard
board-column-engaged = Last engagement
board-column-level = Level
board-column-points = Points
board-column-position = Position
board-column-reply = Reply

board-since = since { $clock }
board-never-heard = never heard
board-due-soon = due soon
board-after-its-time = after its time
board-crossed = crossed the withdrawal
board-missed = { $missed } missed before
board-heard-here = here
board-heard-never = never

# The sentence: so many posts, then how many stand how, then what is unknown and late.
board-sentence = { $posts ->
    [one] One post: { $parts }.
   *[other] { $posts } posts: { $parts }.
}
board-sentence-none = No post was asked.
board-count-reported = { $count } reported
board-count-delivered = { $count } delivered
board-count-planned = { $count } planned
board-count-objected = { $count } objected
board-count-returned = { $count } returned
board-count-acknowledged = { $count } acknowledged
board-count-not-acknowledged = { $count } not acknowledged
board-count-withdrawn = { $count } withdrawn
board-count-unasked = { $count } without the instruction here
board-count-unknown = { $count } unknown since { $clock }
board-count-never-heard = { $count } never heard
board-sentence-overdue = { $overdue ->
    [one] One is overdue.
   *[other] { $overdue } are overdue.
}

lateness-overdue = overdue
lateness-due-soon = due soon
lateness-done-late = done late
