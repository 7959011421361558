# The hooks of whoever is signed in.

hooks-title = Webhooks
hooks-held = { $held ->
    [0] Changes are announced nowhere.
    [one] Changes in what you may read are announced at one address.
   *[other] Changes in what you may read are announced at { $held } addresses.
}
hooks-new = What its messages are signed with
hooks-once = It is shown once. Give it to the receiver now: with it the receiver knows a message of ours from any other.
hooks-address = Address
hooks-level = Up to
hooks-delivered = Last delivered
hooks-failed = Last failure
hooks-never = never
hooks-remove = Remove
hooks-add = Register an address
hooks-add-button = Register
hooks-add-hint = It is told when an instruction or a reply is released and when a tasking moves on: the number, the kind, the time and a link, and never a word of the text.
hooks-hosts = Its host must be one of: { $hosts }.
hooks-no-hosts = Whoever keeps this server has listed no host, so no address can be registered.
hooks-level-field = Up to which level
hooks-no-address = This is no address that can be sent to.
    .hint = Give a whole address that begins with https:// or http://.
hooks-not-listed = Nothing may be sent to this host.
    .hint = Ask whoever keeps the server to list it.
hooks-too-many = You have ten addresses already.
    .hint = Remove one.
hooks-unlisted = nothing may be sent there
hooks-unreachable = nobody answered
hooks-late = no answer in time
hooks-insecure = no secure connection
hooks-answered = the answer was { $status }
hooks-silent = Given up: nothing came through for a day. Remove it and register it anew.
hooks-gone = Ended: the receiver says that it is gone.
hooks-role = Ended: you held no role for a time. Remove it and register it anew.
