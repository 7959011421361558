# Où un agent de permanence ouvre un télégramme en urgence.

emergency-title = Ouverture d’urgence
emergency-lead = En tant qu’agent de permanence, vous pouvez ouvrir pour une heure un seul télégramme qui n’a pas été adressé à vos services, lorsque l’affaire ne peut attendre qu’on trouve une personne habilitée à le lire.
emergency-rule-one = Vous voyez le texte de ce télégramme et rien d’autre : ni liste, ni suivi, ni rien de ce qui s’y rapporte.
emergency-rule-level = Votre niveau d’habilitation et vos mentions restent applicables. Les projets et ce qui est classifié TRÈS SECRET ne s’ouvrent jamais ainsi.
emergency-rule-told = L’ouverture est inscrite au dossier avant que vous n’en lisiez un mot. Le service d’origine en est aussitôt informé, avec votre motif, de même que les administrateurs de l’administration centrale ; elle demeure sur la page du télégramme.
emergency-form = Ouvrir un télégramme
    .act = Ouvrir et inscrire au dossier
emergency-cable = Numéro du télégramme
    .hint = Tel qu’il figure là où vous l’avez lu, avec l’année si vous la connaissez : 2026 PARIS 0042.
emergency-why = Pourquoi l’affaire ne peut attendre
    .hint = D’autres liront ce motif. N’y reprenez rien du télégramme.
emergency-no-cable = Le numéro manque.
    .hint = Indiquez le numéro du télégramme, ou son écriture.
emergency-no-why = Le motif manque.
    .hint = Indiquez pourquoi l’affaire ne peut attendre.
emergency-nothing = Il n’y a pas de tel télégramme que vous puissiez ouvrir.
    .hint = Vérifiez le numéro. La réponse est la même pour ce qui n’existe pas, ce que votre niveau ou vos mentions n’ouvrent pas, les projets et ce qui est classifié TRÈS SECRET.
emergency-opened = Ouvert en urgence
emergency-until = Ouvert pour vous jusqu’au
emergency-on-record = Cette ouverture est inscrite au dossier ({ $entry }), et le service d’origine en a été informé.
acts-done-emergency = Le télégramme est ouvert.
