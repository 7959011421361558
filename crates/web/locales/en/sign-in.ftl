# Signing in.

sign-in-title = Sign in
sign-in-who = Who may act here
sign-in-demonstration = This is a demonstration: anybody may act as any officer, and no code is asked for.
sign-in-too-many = Too many tries were wrong. Try again in a minute.
sign-in-no-handle = Nobody here acts under that handle today.
    .hint = Handles are small letters, digits, dots and dashes.
sign-in-no-match = Nobody was signed in: handle and code do not go together.
    .hint = A code is good once and for fifteen minutes, and a newer one replaces it.
sign-in-handle = Your handle
    .hint = The function you act in, such as oceans.desk
sign-in-code = Your one-time code
    .hint = Ten letters and digits. Whoever keeps this server makes it with chancery sign-in
sign-in-provider = Sign in with { $name }
sign-in-no-account = Nobody was signed in: the identity provider named nobody who acts here today.
    .hint = Try again, or sign in another way.
visited = Signing in
    .sentence = One moment.
    .way-on = Go on
signed-out = You are signed out here
    .sentence = { $name } still knows you in this browser.
    .hint = Until you sign out there too, whoever uses this browser can come in by your account.
    .way-on = Sign out at { $name } too
