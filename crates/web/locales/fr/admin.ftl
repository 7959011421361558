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
admin-revoke-of = Retirer : { $role } auprès de { $office }, { $officer }
admin-by-handle = Agent (identifiant)
admin-grant = Confier une fonction
    .act = Confier
    .hint = Un agent est une charge, non une personne : par.head. La fonction commence et prend fin aux dates indiquées, et peut être retirée auparavant.
admin-access = Fixer ce qu’un agent peut lire
    .act = Habiliter
    .hint = Cette habilitation remplace la précédente. À défaut, un agent lit ce qui n’est pas classifié et ne porte aucune mention.
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
    .hint = Les sessions sont propres à cette machine ; rien n’en est inscrit aux archives.
