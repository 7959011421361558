# Passkeys, the page that asks for one, and an officer's own keys and sessions.

key-failed = The passkey did not answer. Try again, or use another one.
key-without = This needs a browser with scripts and a passkey: a security key, a telephone or this computer.
key-elsewhere = Passkeys work only where this server is called by its name:
sign-in-no-passkey = Nobody was signed in: that passkey is not known here, or did not sign for this page.
sign-in-passkey = Sign in with a passkey

confirm-title = Confirm with your passkey
confirm-button = Confirm with your passkey
confirm-back = Go back, and do nothing
confirm-nothing = No passkey signed.
confirm-wrong = That passkey did not confirm this.
    .hint = Look at it again, and confirm it with a passkey of yours.
confirm-signed = What the passkey signs
confirm-signed-hint = The passkey signs the digest of these lines. Anybody who holds the record can make them again and check the signature.
confirm-approve = You approve draft { $what } as it stands now.
confirm-regrade = You answer for the marking of draft { $what }, which is lower than that of what it answers, as it stands now.
confirm-release = You release draft { $what }. It goes out at once and nothing changes it any more.
confirm-grant = You let { $officer } act as { $role } at { $office }.
confirm-revoke = You take the role of { $role } at { $office } from { $officer }.
confirm-rate = You say that { $office } may hold up to { $level } from { $from } on.
confirm-delegate = You hand your duty as { $role } at { $office } to { $officer }, from { $from } until { $until }.
confirm-access = You change what { $what } may read.
confirm-register = You add a passkey for { $what }.
confirm-revoke-key = You revoke a passkey of { $what }.
confirm-ask-recovery = You ask that { $what }, who lost their passkeys, may register anew.
confirm-grant-recovery = You agree that { $what } lost their passkeys: all are revoked, and they may register anew.
confirm-link = You let account { $subject } of the identity provider { $issuer } speak for { $what }.
confirm-open = You open cable { $what } in an emergency, which was not addressed to you. The office it came from is told.
confirm-unlink = You take from account { $subject } of the identity provider { $issuer } the right to speak for { $what }.
confirm-other = You do what you asked for on the page before.

recovered-title = The recovery is granted
recovered-sentence = Hand this code to { $officer }, by a way on which only they read it: { $code }. It is good once, for fifteen minutes. With it they sign in and register a new passkey.

me-title = Your keys and sessions
me-keys = Your passkeys
    .none = You have not registered a passkey.
    .hint = From your first passkey on, you approve, release and change roles only with one. Register two, and keep one in a safe place: a lost one is replaced only when two administrators agree.
me-key = Passkey
me-key-synced = that may be copied between your devices,
me-key-bound = that stays on its device,
me-since = since
me-seen = last used
me-revoke = Revoke
me-register = Register a passkey
me-not-registered = No passkey was registered.
    .hint = This needs a browser with scripts and a passkey: a security key, a telephone or this computer.
me-needed = Before you do this, the ministry asks you to register a passkey.
me-sessions = Where you are signed in
me-here = here
me-end = End
me-duties = Duties you handed over
me-duty = { $role } at { $office } to { $officer }, from { $from } until { $until }
me-take-back = Take back
me-delegate = Hand a duty over
    .act = Hand over
    .hint = The other officer acts in your role within these days, under their own name. It ends by itself, and at once if you lose the role.
me-delegate-duty = The duty
me-delegate-to = To whom, by handle
me-delegate-from = From
me-delegate-until = Until, the last day
me-no-day = That is not a day.
    .hint = Give it as year, month, day: 2026-11-24.
me-no-officer = That is not a handle.
    .hint = Handles are small letters, digits, dots and dashes.
me-no-duty = That is not a duty of yours.
    .hint = Choose one of those offered.

session-code = By a one-time code
session-passkey = By a passkey
session-provider = By the ministry’s identity provider
session-demonstration = In the demonstration, without a key

acts-done-register-passkey = Your passkey is registered.
acts-done-revoke-passkey = The passkey is revoked.
acts-done-delegate = The duty is handed over.
acts-done-take-back = The duty is yours alone again.
acts-done-confirm = It is confirmed and recorded.

me-recoveries = Officers who lost their passkeys
me-recovery = { $by } asks that { $officer } may register anew
me-agree = Agree
me-recover = Ask for a recovery
    .act = Ask
    .hint = Another administrator must agree within 24 hours. Then every passkey of the officer is revoked, they are signed out everywhere, and a code is made with which they register a new one.
me-recover-who = Who lost their passkeys, by handle

acts-done-ask-recovery = The recovery is asked for; another administrator must agree.
