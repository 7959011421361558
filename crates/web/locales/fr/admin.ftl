# L’administration : fonctions et habilitations, sessions, profil en vigueur.

admin-title = Administration
admin-roles = Fonctions et habilitations
admin-sessions = Sessions ouvertes
admin-roles-held = { $roles ->
    [one] { $roles } fonction
   *[other] { $roles } fonctions
}, { $officers ->
    [one] { $officers } agent.
   *[other] { $officers } agents.
} Celles qui ont pris fin ne figurent pas ici.
admin-officer = Agent
admin-office = Poste ou service
admin-reads = Peut lire
admin-role = Fonction
admin-from = Du
admin-until = Au
admin-until-maybe = Jusqu’au, dernier jour inclus, si elle doit prendre fin
admin-handed = { $role }, par délégation de { $by }
admin-revoke = Retirer
admin-revoke-of = Retirer : { $role } auprès de { $office }, { $officer }
admin-by-handle = Agent (identifiant)
admin-grant = Confier une fonction
    .act = Confier
    .hint = Un agent est une charge, non une personne : par.head. La fonction commence et prend fin aux dates indiquées, et peut être retirée auparavant.
admin-access = Fixer ce qu’un agent peut lire
    .act = Habiliter
    .hint = Cette habilitation remplace la précédente. À défaut, un agent lit ce qui n’est pas classifié et ne porte aucune mention.
admin-rate = Fixer ce qu’un poste peut détenir
    .act = Fixer
    .hint = À partir de ce jour, rien de plus classifié n’est expédié à ce poste ou service. À défaut, il n’est soumis à aucune limite.
admin-level = Jusqu’au niveau
admin-captions = Mentions
    .hint = Celles auxquelles l’agent est habilité, séparées par des virgules.
admin-no-role = Ce n’est pas une fonction.
    .hint = Choisissez l’une de celles proposées.
admin-no-office = Ce n’est pas un poste ni un service.
    .hint = Choisissez l’un de ceux proposés.
admin-no-level = Ce n’est pas un niveau de classification.
    .hint = Choisissez l’un de ceux proposés.
acts-done-grant-role = La fonction est confiée.
acts-done-revoke-role = La fonction est retirée.
acts-done-rate-role = Le niveau que le poste peut détenir est fixé.
acts-done-access-role = L’habilitation de l’agent est modifiée.

admin-sessions-open = { $sessions ->
    [one] { $sessions } session ouverte
   *[other] { $sessions } sessions ouvertes
}, { $officers ->
    [one] { $officers } agent.
   *[other] { $officers } agents.
} Leur provenance n’est pas conservée.
admin-how = Connexion
admin-since = Depuis
admin-seen = Dernière utilisation
admin-where = Où
admin-here = ici
admin-elsewhere = ailleurs
admin-end = Mettre fin
admin-end-all = Mettre fin à toutes
admin-ended = { $officer } est déconnecté.
    .hint = Les sessions sont propres à cette machine ; rien n’en est inscrit aux archives.

admin-identities = Comptes du fournisseur d’identité
admin-identities-known = { $accounts ->
    [0] Aucun compte d’un fournisseur d’identité ne représente d’agent.
    [one] Un compte d’un fournisseur d’identité représente son agent.
   *[other] { $accounts } comptes d’un fournisseur d’identité représentent leurs agents.
}
admin-subject = Compte
    .hint = Le nom que le fournisseur donne lui-même au compte (« subject ») ; jamais une adresse électronique.
admin-issuer = Fournisseur
    .hint = Son adresse, exactement telle qu’il la donne : https://login.ministry.example
admin-link = Rattacher un compte
    .act = Rattacher
    .hint = Quiconque s’identifie auprès du fournisseur avec ce compte agit ici au nom de l’agent. Les actes importants restent à confirmer par une clé d’accès.
admin-unlink = Détacher
admin-unlink-of = Détacher le compte { $subject } de { $officer }
admin-no-issuer = Le fournisseur manque.
    .hint = Indiquez son adresse, exactement telle qu’il la donne.
admin-no-subject = Le compte manque.
    .hint = Indiquez le nom que le fournisseur lui donne.
acts-done-link-identity = Le compte est rattaché.
acts-done-unlink-identity = Le compte est détaché, et ses sessions sont closes.

admin-openings = Ouvertures d’urgence
admin-openings-known = { $openings ->
    [0] Aucun télégramme n’a été ouvert en urgence.
    [one] Un télégramme a été ouvert en urgence.
   *[other] Il y a eu { $openings } ouvertures d’urgence.
}
admin-why = Motif
admin-cable = Télégramme
    .hidden = vous ne pouvez le lire
admin-entry = Écriture

admin-profiles = Profils
admin-profile-used = Ce serveur vérifie les feuilles de rédaction et attribue les numéros selon ce profil.
admin-profile-unused = Ce profil est livré avec le programme et n’est pas utilisé ici.
admin-profile-tried = Voici ce que vous avez essayé. Rien n’en est conservé.
admin-profile-in-use = utilisé
admin-profile-on = À la date du
admin-profile-show = Afficher
admin-profile-words = Mots
admin-profile-notes = Ce qui s’y applique
admin-profile-days = Dates
admin-profile-holds = À cette date
admin-profile-from = depuis le { $from }
admin-profile-until = jusqu’au { $until }
admin-profile-within = du { $from } au { $until }
admin-profile-broken = { $line ->
    [0] { $file } est illisible :
   *[other] { $file }, ligne { $line } :
}
    .heading = Le fichier de ce profil comporte une erreur
    .hint = Le serveur continue avec le profil tel qu’il a été lu au démarrage ; il ne redémarrerait pas avec celui-ci.
admin-profile-fault = La ligne { $line } est illisible.
admin-try = Essayer un profil
    .act = Essayer
    .hint = Il est lu et affiché, et rien n’est conservé. Un profil entre en usage lorsque son fichier est nommé dans chancery.toml et que le serveur redémarre.
admin-try-text = Le texte du fichier

profile-table-precedence = Degrés d’urgence
profile-table-level = Classifications
profile-table-caption = Mentions
profile-table-tags = TAGS
profile-table-order = Textes régissant la classification
profile-table-series = Séries de numéros
profile-table-collective = Collectifs
profile-table-clearer = Visas
profile-holds-on = en vigueur
profile-holds-off = hors vigueur
profile-kind-distribution = restreint la diffusion
profile-kind-control = mention de contrôle
profile-kind-channel = canal
profile-kind-special = traitement particulier
profile-kind-widening = élargit la diffusion
profile-kind-subject = sujets
profile-kind-organization = organisations
profile-kind-programme = programmes
profile-kind-country = pays
profile-kind-station = chaque poste a sa propre série
profile-kind-service = une seule série pour tout le service
profile-note-alone = n’en admet aucune autre
profile-note-holders = réservée à des titulaires désignés
profile-note-temporary = à conservation limitée
profile-note-classifier = indique l’auteur ou la source de la classification
profile-note-reason = donne un motif
profile-note-always = figure aussi sur les télégrammes non classifiés
profile-note-worldwide = tous les postes
profile-note-yearly = recommence chaque année
profile-hours = { $hours ->
    [0] immédiatement
    [one] sous { $hours } heure
   *[other] sous { $hours } heures
}
profile-clearer = visa de
profile-informed = pour information, visa de
profile-names-codes = avec
profile-names-countries = vise pour les pays
profile-names-agencies = vise pour les organismes
profile-names-posts = vise pour les postes
