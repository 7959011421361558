# The tokens of whoever is signed in.

tokens-title = Tokens
tokens-held = { $held ->
    [0] No program acts for you.
    [one] One program may act for you.
   *[other] { $held } programs may act for you.
}
tokens-new = The new token
tokens-once = It is shown once. Give it to the program now; whoever has it may do what it may.
tokens-once-feed = It is shown once. Your calendar is at { $address }: whoever has this address may read it.
tokens-name = Name
tokens-may = May
tokens-level = Up to
tokens-until = Until
tokens-used = Last used
tokens-never = never
tokens-revoke = Take it back
tokens-make = Make a token
tokens-make-button = Make it
tokens-make-hint = A program with it does a part of what you may, in your name. It never releases, approves, clears or decides.
tokens-label = What it is for
tokens-kind = What it may do
tokens-level-field = Up to which level
tokens-days = For how many days
tokens-days-hint = 90 at most.
tokens-level-all = As high as you may read
tokens-kind-read = Read
tokens-kind-read-act = Read, and act for a post: acknowledge, plan, log, object, ask for time
tokens-kind-read-draft = Read and draft
tokens-kind-read-act-draft = Read, act for a post, and draft
tokens-kind-feed = Subscribe: a calendar of due dates, and boards as feeds
tokens-not-made = No token was made.
    .hint = Say what it is for in 1 to 80 letters, and give it 1 to 90 days. An officer may hold 50.

scope-read = read
scope-act = act
scope-draft = draft
scope-feed = subscribe
