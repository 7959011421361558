# Host positions.

positions-title = Positions
positions-topic = Topic
positions-caption = Host positions
positions-host = Host
positions-position = Position
positions-since = Since
positions-how = How given
positions-confidence = Confidence
positions-moved = How it moved
positions-source = Source
positions-no-instruction = No instruction is released that you may read; what hosts answer will stand here.
positions-empty = No host has given a position yet.
positions-sentence = { $number }: { $subject }. { $countries ->
    [one] 1 country
   *[other] { $countries } countries
}: { $parts }.
positions-part = { $count } { $stance }
