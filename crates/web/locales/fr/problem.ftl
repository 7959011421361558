# The page when there is no page.

problem-not-found = Page introuvable
    .sentence = Cette page n’existe pas, ou ne contient rien que vous soyez habilité à lire.
    .hint = Vérifiez le numéro ou consultez les archives.
    .way-on = Rechercher dans les archives
problem-fault = Le système a connu une défaillance
    .sentence = L’opération n’a pas pu aboutir. La cause figure au journal sous la référence { $log }.
    .hint = Ce qui avait été confirmé est enregistré. Communiquez cette référence à l’exploitant, ou réessayez.
problem-stale = Ce formulaire est périmé
    .sentence = Rien n’a été enregistré : le formulaire provient d’une autre session.
    .hint = Revenez en arrière, rouvrez la page et envoyez le formulaire depuis celle-ci.
    .typed = Ce que vous aviez saisi, à copier
problem-too-many = Un instant, s’il vous plaît
    .sentence = Le nombre de demandes traitées par minute est dépassé. Patientez { $seconds ->
        [one] { $seconds } seconde
       *[other] { $seconds } secondes
    }, puis recommencez.
    .hint = Rien n’est perdu : ce qui a été enregistré l’est durablement, et le texte d’un formulaire non traité vous est proposé sur sa page.
problem-to-inbox = Aller aux affaires à traiter
