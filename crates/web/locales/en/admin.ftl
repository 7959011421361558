# The administration: roles and access, sessions, the profile in force.

admin-title = Administration
admin-roles = Roles and access
admin-sessions = Open sessions
admin-roles-held = { $roles ->
    [one] One role
   *[other] { $roles } roles
}, { $officers ->
    [one] one officer.
   *[other] { $officers } officers.
} What has ended is left out.
admin-officer = Officer
admin-office = Office
admin-reads = May read
admin-role = Role
admin-from = From
admin-until = Until
admin-until-maybe = Until, the last day, if it is to end
admin-handed = { $role }, for { $by }
admin-revoke = Revoke
admin-revoke-of = Revoke: { $role } at { $office }, { $officer }
admin-by-handle = Officer, by handle
admin-grant = Grant a role
    .act = Grant
    .hint = An officer is a function, not a person: par.head. The role begins and ends on the days given, and can be revoked before.
admin-access = Say what an officer may read
    .act = Grant
    .hint = This replaces what was granted before. Without it an officer reads what is unclassified and carries no caption.
admin-rate = Say what an office may hold
    .act = Rate
    .hint = From that day on, nothing classified higher is released to the office. An office that was never rated is not limited.
admin-level = Up to
admin-captions = Captions
    .hint = Those the officer is entitled to, with commas between them.
admin-no-role = That is not a role.
    .hint = Choose one of those offered.
admin-no-office = That is not an office.
    .hint = Choose one of those offered.
admin-no-level = That is not a level.
    .hint = Choose one of those offered.
acts-done-grant-role = The role is granted.
acts-done-revoke-role = The role is revoked.
acts-done-rate-role = What the office may hold is set.
acts-done-access-role = What the officer may read is changed.

admin-sessions-open = { $sessions ->
    [one] One session is open
   *[other] { $sessions } sessions are open
}, of { $officers ->
    [one] one officer.
   *[other] { $officers } officers.
} From where is not kept.
admin-how = Signed in
admin-since = Since
admin-seen = Last used
admin-where = Where
admin-here = here
admin-elsewhere = elsewhere
admin-end = End
admin-end-all = End all
admin-ended = { $officer } is signed out.
    .hint = Sessions are this machine’s; nothing of it is on record.

admin-identities = Accounts of the identity provider
admin-identities-known = { $accounts ->
    [0] No account of an identity provider speaks for an officer.
    [one] One account of an identity provider speaks for its officer.
   *[other] { $accounts } accounts of an identity provider speak for their officers.
}
admin-subject = Account
    .hint = The provider’s own name for the account, its “subject”; never a mail address.
admin-issuer = Provider
    .hint = Its address, exactly as it names itself: https://login.ministry.example
admin-link = Link an account
    .act = Link
    .hint = Whoever signs in at the provider with this account acts here as the officer. What weighs they still confirm with a passkey.
admin-unlink = Unlink
admin-unlink-of = Unlink account { $subject } of { $officer }
admin-no-issuer = The provider is missing.
    .hint = Give its address, exactly as it names itself.
admin-no-subject = The account is missing.
    .hint = Give the provider’s own name for it.
acts-done-link-identity = The account is linked.
acts-done-unlink-identity = The account is unlinked, and its sessions have ended.

admin-openings = Opened in an emergency
admin-openings-known = { $openings ->
    [0] No cable was opened in an emergency.
    [one] One cable was opened in an emergency.
   *[other] Cables were opened in an emergency { $openings } times.
}
admin-why = Reason
admin-cable = Cable
    .hidden = not for you to read
admin-entry = Entry

admin-profiles = Profiles
admin-profile-used = This server checks sheets and writes numbers by this profile.
admin-profile-unused = This profile ships with the program and is not in use here.
admin-profile-tried = This is what you tried. Nothing of it is kept.
admin-profile-in-use = in use
admin-profile-on = As of
admin-profile-show = Show
admin-profile-words = Words
admin-profile-notes = What holds of them
admin-profile-days = Days
admin-profile-holds = Then
admin-profile-from = from { $from }
admin-profile-until = until { $until }
admin-profile-within = { $from } to { $until }
admin-profile-broken = { $line ->
    [0] { $file } cannot be read:
   *[other] { $file }, line { $line }:
}
    .heading = The file of this profile has a mistake
    .hint = The server goes on with the profile as it was read when it started; it would not start again with this.
admin-profile-fault = Line { $line } cannot be read.
admin-try = Try a profile
    .act = Try
    .hint = It is read and shown, and nothing is kept. A profile comes into use when its file is named in chancery.toml and the server starts anew.
admin-try-text = The text of the file

profile-table-precedence = Precedences
profile-table-level = Levels
profile-table-caption = Captions
profile-table-tags = TAGS
profile-table-order = Orders of classification
profile-table-series = Series of numbers
profile-table-collective = Collectives
profile-table-clearer = Clearers
profile-holds-on = in force
profile-holds-off = not in force
profile-kind-distribution = limits distribution
profile-kind-control = control mark
profile-kind-channel = channel
profile-kind-special = special handling
profile-kind-widening = widens distribution
profile-kind-subject = subjects
profile-kind-organization = organisations
profile-kind-programme = programmes
profile-kind-country = countries
profile-kind-station = each station counts its own
profile-kind-service = one count for the whole service
profile-note-alone = stands alone
profile-note-holders = named holders only
profile-note-temporary = kept for a time only
profile-note-classifier = names the classifier or the source
profile-note-reason = gives a reason
profile-note-always = stands on unclassified cables too
profile-note-worldwide = all posts
profile-note-yearly = begins anew each year
profile-hours = { $hours ->
    [0] at once
    [one] within one hour
   *[other] within { $hours } hours
}
profile-clearer = cleared by
profile-informed = for information, by
profile-names-codes = with
profile-names-countries = clears for the countries
profile-names-agencies = clears for the agencies
profile-names-posts = clears for the posts
