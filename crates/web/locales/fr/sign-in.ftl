# Signing in.

sign-in-title = Ouvrir une session
sign-in-who = Agents en fonction
sign-in-demonstration = Ceci est une démonstration : chacun peut agir sous l’identité de tout agent, sans code.
sign-in-too-many = Trop d’essais infructueux. Réessayez dans une minute.
sign-in-no-handle = Personne n’agit aujourd’hui ici sous cet identifiant.
    .hint = Un identifiant se compose de minuscules, de chiffres, de points et de tirets.
sign-in-no-match = Aucune session n’a été ouverte : l’identifiant et le code ne concordent pas.
    .hint = Un code sert une seule fois, pendant quinze minutes ; un code plus récent le remplace.
sign-in-handle = Votre identifiant
    .hint = La fonction que vous exercez, par exemple oceans.desk
sign-in-code = Votre code à usage unique
    .hint = Dix lettres et chiffres. L’exploitant du serveur l’établit avec chancery sign-in
sign-in-provider = Se connecter avec { $name }
sign-in-no-account = Aucune session n’a été ouverte : le fournisseur d’identité n’a désigné aucun agent en fonction ici aujourd’hui.
    .hint = Réessayez, ou connectez-vous autrement.
visited = Ouverture de session
    .sentence = Un instant.
    .way-on = Continuer
signed-out = Votre session est fermée ici
    .sentence = { $name } vous reconnaît encore dans ce navigateur.
    .hint = Tant que vous ne fermez pas aussi cette session, quiconque utilise ce navigateur peut entrer par votre compte.
    .way-on = Fermer aussi la session de { $name }
