# The keys.

keys-title = Keys
keys-lead = Each key presses a link or a button that is on the page. They do nothing while you type in a field, and on a browser without scripts there are none.
keys-turn-on = Turn the keys on
keys-turn-off = Turn the keys off
keys-group-lists = In a list
keys-group-acts = What you do often
keys-group-ways = Ways to go
keys-does-j = the next line
keys-does-k = the line before
keys-does-o = open it
keys-does-u = up, to what this belongs to
keys-does-a = acknowledge
keys-does-e = log an engagement
keys-does-ctrl-enter = send the form you are in
keys-does-r = draft the reply
keys-does-c = write a new instruction
keys-does-g-i = the inbox
keys-does-g-b = the board
keys-does-g-t = the taskings
keys-does-g-n = the instructions
keys-does-g-q = the archive
keys-does-g-p = the positions
keys-does-g-o = the offices
keys-does-ctrl-k = go to anything by number or subject
keys-does-slash = search the archive
keys-does-help = this page
