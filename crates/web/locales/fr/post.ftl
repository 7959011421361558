# Un poste ou un service.

post-works = Il y est { $clock } ({ $utc }), jour ouvré.
post-rests = Il y est { $clock } ({ $utc }), jour non ouvré.
post-cables = Ses télégrammes
post-open = Tâches en cours
post-open-none = Aucune tâche en cours que vous puissiez consulter.
post-met = Démarches
post-met-none = Aucune démarche consignée que vous puissiez consulter.
post-about = Fiche
post-collectives = Membre des groupes
post-kind = Nature
post-city = Ville
post-country = Pays
post-region = Région
post-week = Jours ouvrés
post-zone = Fuseau horaire
post-address = Adresse
post-parent = Rattaché à
post-heard = Dernières nouvelles
post-heard-here = son journal est tenu ici
post-heard-never = jamais
post-closed = Ferme le
office-kind-headquarters = administration centrale
office-kind-embassy = ambassade
office-kind-mission = mission permanente
office-kind-consulate = consulat
office-kind-agency = agence
