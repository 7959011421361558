# Ce qui est observé sur une feuille ou un télégramme. En anglais, ces phrases sont celles des règles elles-mêmes
# (`cable::sentences`, `domain::remarks::sentences`). Les mots à saisir sur la feuille restent en anglais.

# La lecture de la feuille
remark-sht-01 = aucune rubrique ne s’appelle { $word } ; la ligne n’a pas été lue
remark-sht-01-near = aucune rubrique ne s’appelle { $word } ; il s’agit sans doute de { $label }
remark-sht-02 = cette ligne ne porte pas de rubrique ; commencez-la par des espaces si elle prolonge la précédente
remark-sht-03 = cette rubrique figure une seconde fois ; seule la première a été lue
remark-sht-04 = « { $given } » n’est pas une date ; écrivez-la ainsi : 2026-12-10
remark-sht-04-clock = « { $given } » n’est pas une heure ; indiquez l’heure et les minutes au poste, par exemple { $date } 17:00
remark-sht-04-day = { $given } n’existe pas au calendrier ; écrivez { $last } ou une date antérieure
remark-sht-04-every = la périodicité « { $given } » est illisible ; écrivez-la ainsi : 30 DAYS UNTIL 2027-06-30, FIRST WITHIN 10 DAYS
remark-sht-04-first = FIRST WITHIN est illisible dans « { $given } » ; écrivez-le ainsi : 30 DAYS UNTIL 2027-06-30, FIRST WITHIN 10 DAYS
remark-sht-04-month = il n’y a pas de mois { $month } ; écrivez l’année, le mois et le jour, par exemple { $year }-12-10
remark-sht-04-year = l’année { $year } n’est pas plausible ; écrivez-la en quatre chiffres, par exemple 2026-12-10
remark-sht-05-classification = « { $given } » n’est pas une classification ; écrivez UNCLASSIFIED, CONTROLLED, RESTRICTED, CONFIDENTIAL, SECRET ou TOP SECRET
remark-sht-05-precedence = « { $given } » n’est pas un degré d’urgence ; écrivez ROUTINE, PRIORITY, IMMEDIATE, NIACT IMMEDIATE ou FLASH
remark-sht-05-report = « { $given } » n’indique pas de compte rendu ; écrivez REPLY CABLE ou NONE
remark-sht-06 = la feuille compte { $bytes } octets ; le maximum est de { $most }, et rien n’a donc été lu
remark-sht-07-after = EXCEPT doit être suivi des membres exclus
remark-sht-07-before = EXCEPT doit être précédé d’un groupe
remark-sht-07-point = ce point est vide et n’a pas été lu
remark-sht-07-variant = une variante doit suivre un point
remark-sht-08 = les parenthèses d’un point ne contiennent que des indications d’emploi, séparées par des virgules ; ce mot n’en est pas une
remark-sht-08-near = aucune indication d’emploi ne s’appelle ainsi ; il s’agit sans doute de { $near }
remark-level = LEVEL : { $why }

# L’urgence
remark-pre-01 = { $name } n’a pas de degré d’urgence ; faites-le suivre de ROUTINE ou d’un degré supérieur
remark-pre-01-unlisted = { $given } ne figure pas dans la liste ; écrivez l’un de ces degrés : { $known }
remark-pre-02 = l’action de nuit est demandée ; motivez-la au premier paragraphe, en employant le mot NIACT
remark-pre-03 = { $name } n’est destinataire que pour information ; l’action de nuit est réservée à ceux qui doivent agir
remark-pre-04 = { $name } est un groupe ; tous les postes qui le composent seraient alertés de nuit
remark-pre-05 = { $name } est informé plus vite qu’aucun destinataire pour action
remark-pre-06 = le texte compte { $words } mots ; un télégramme flash ou d’action de nuit n’en compte pas plus de 200
remark-pre-07 = un télégramme { $precedence } ne sera lu qu’après l’échéance, en heure locale : { $posts }
remark-pre-08 = il fait nuit : { $offices } ; un agent sera réveillé

# La classification
remark-cls-01 = la classification manque ; écrivez CLASSIFICATION: UNCLASSIFIED ou un niveau supérieur
remark-cls-01-unused = { $given } n’est pas un niveau de ce profil
remark-cls-02 = le paragraphe { $number } est marqué { $mark }, alors que l’ensemble n’est que { $level }
remark-cls-02-subject = l’objet est d’un niveau supérieur à l’ensemble, qui est { $level }
remark-cls-03 = l’ensemble est { $level }, alors qu’aucun paragraphe ne dépasse { $highest }
remark-cls-04 = le paragraphe { $number } n’est pas marqué ; écrivez ({ $mark }) ou un niveau inférieur après son numéro
remark-cls-04-subject = l’objet n’est pas marqué ; faites-le précéder de (U) s’il n’est pas classifié
remark-cls-05 = le télégramme est { $level } et ne dit pas jusqu’à quand (E.O. { $order } : { $codes }, avec une date ou un événement)
remark-cls-05-who = le télégramme est { $level } et ne dit ni qui l’a classifié (CLASSIFIED BY:), ni d’après quoi (DERIVED FROM:)
remark-cls-05-why = le télégramme est { $level } et ne dit pas pourquoi (REASON:)
remark-cls-06 = le télégramme est { $level }, mais la ligne de protection le protège ; écrivez N/A
remark-cls-06-open = la ligne E.O. { $order }: N/A figure aussi sur les télégrammes non classifiés
remark-cls-06-spared = le télégramme est { $level }, mais la ligne de protection porte N/A
remark-cls-07 = la protection a pris fin le { $ends }, avant d’avoir commencé
remark-cls-07-long = une protection jusqu’au { $ends } excède 25 ans ; elle peut durer jusqu’au { $latest }
remark-cls-08 = l’objet est marqué ({ $mark }) ; un objet non classifié peut être répertorié et recherché
remark-cls-09 = ces mots sont ceux du paragraphe { $paragraph } de { $cable }, qui est { $highest }, et ce texte est { $level }
remark-cls-09-whole = ces mots sont ceux de { $cable }, qui est { $highest }, et ce texte est { $level }
remark-cls-10 = des données personnelles figurent dans un texte non classifié
remark-cls-11 = un texte { $level } ne peut être détenu par { $offices }
remark-cls-12 = { $number } est { $highest }, et la réponse est { $level }

# Les mentions de diffusion
remark-cap-01 = { $caption } ne figure pas à ce jour au registre des mentions
remark-cap-01-near = aucune mention ne s’appelle { $caption } ; s’agit-il de { $near } ?
remark-cap-02 = { $first } et { $second } désignent deux voies ; un télégramme n’en suit qu’une
remark-cap-03 = { $caption } s’emploie seule ; retirez les autres mentions
remark-cap-04 = { $caption } est réservée à des détenteurs désignés, dont { $officer } ne fait pas partie
remark-cap-05 = { $number } porte la mention { $caption }, mais non la réponse
remark-cap-06 = { $caption } s’adresse à des lecteurs désignés, et { $name } est un groupe
remark-cap-07 = un télégramme { $caption } est classifié ou à diffusion contrôlée
remark-cap-08 = STADIS réserve le télégramme au ministère, auquel { $name } n’appartient pas
remark-cap-09 = { $wide } élargit la diffusion et { $narrow } la restreint ; l’une des deux est erronée

# Les mots-clés
remark-tag-01 = les TAGS ne comportent aucun sujet ; indiquez-en un, par exemple EFIS ou PREL
remark-tag-02 = le code { $code } ne figure pas au registre
remark-tag-02-near = le code { $code } ne figure pas au registre ; le plus proche est { $near }
remark-tag-03 = { $codes } doit agir et ne figure pas parmi les TAGS
remark-tag-04 = { $own } est le pays propre ; ne le conservez que s’il est lui-même en cause
remark-tag-05 = un nom suit { $code } ; les noms de personnes n’ont pas leur place dans les TAGS
remark-tag-06 = il y a { $count } TAGS ; au-delà de huit, ils n’indexent plus rien
remark-tag-07 = { $codes } n’est conservé que pour un temps, or ceci est une instruction

# L’objet et les références
remark-sub-01 = l’objet manque ; écrivez une ligne SUBJECT:
remark-sub-02 = l’objet compte { $width } signes ; deux lignes en contiennent { $most }
remark-sub-03 = l’objet d’une instruction peut commencer par { $word }
remark-sub-04 = { $number } du { $on } a le même objet ; citez-le si ce télégramme y fait suite
remark-ref-01 = { $reference } ne renvoie à aucun télégramme connu ici
remark-ref-02 = { $reference } n’est pas encore expédié
remark-ref-03 = { $reference } n’a pas été adressé à { $offices } ; marquez-le (NOTAL) ou adressez-le
remark-ref-04 = « reftel » est cité alors qu’il n’y a pas de ligne de référence
remark-ref-04-letter = { $words } est cité alors qu’aucune référence ne porte la lettre { $letter }
remark-ref-05 = { $cable } n’a pas de paragraphe { $number }

# Le texte
remark-txt-01 = l’alphabet télex ne comporte pas { $character } ; { $instead } sera transmis
remark-txt-01-none = l’alphabet télex ne comporte pas « { $character } »
remark-txt-02 = un mot de { $characters } signes ne tient pas sur une ligne de { $width }
remark-txt-03 = le paragraphe { $number } figure là où l’on attend le { $due }
remark-txt-03-none = ce paragraphe n’est pas numéroté ; on attend le { $due }
remark-txt-04 = un paragraphe unique ne se numérote pas
remark-txt-05 = le télégramme compte environ { $pages } pages ; au-delà de trois, un résumé précède le premier paragraphe
remark-txt-06 = le tableau a { $columns } signes de large et une ligne en contient { $width } ; présentez-le en liste
remark-txt-06-indent = le tableau est en retrait de { $blanks } espaces ; alignez-le à gauche
remark-txt-07 = { $word } ne figure pas au glossaire ; écrivez-le une fois en toutes lettres, suivi de { $word } entre parenthèses
remark-txt-08 = { $left } est un reste de modèle
remark-txt-09 = { $day } ne désigne pas partout le même jour ; indiquez la date

# Les destinataires
remark-adr-01 = aucun destinataire pour action ; écrivez TO: suivi d’un poste ou d’un groupe
remark-adr-02 = aucun poste ni groupe ne s’appelle { $name }
remark-adr-02-closed = { $office } a fermé le { $on }
remark-adr-02-left-out = { $name } est un groupe ; seuls des postes peuvent être exclus
remark-adr-02-near = aucun poste ni groupe ne s’appelle { $name } ; s’agit-il de { $near } ?
remark-adr-03 = { $name } ne compte aucun poste ouvert au { $on }
remark-adr-03-cycle = { $name } se contiendrait lui-même par { $through }
remark-adr-03-depth = { $name } comporte plus de quatre niveaux d’imbrication
remark-adr-03-why = ce groupe ne désigne aucun poste : { $why }
remark-adr-04 = { $office } est à la fois exclu de { $name } et désigné nommément ; supprimez l’un des deux
remark-adr-05 = { $office } est exclu de { $name } et n’en fait pas partie
remark-adr-06 = { $name } reçoit des termes particuliers, mais n’est destinataire que pour information
remark-adr-06-expanded = { $name } reçoit des termes particuliers, mais n’est destinataire que pour information
remark-adr-07 = { $name } reçoit des termes particuliers, mais n’est pas destinataire
remark-adr-08 = personne ne peut lire un texte { $level } : { $offices }
remark-adr-09 = { $name } figure deux fois ; un seul exemplaire est envoyé, pour action si l’une des deux lignes le prévoit

# La démarche
remark-dem-01 = aucun paragraphe n’énonce l’objectif ; commencez-en un par OBJECTIVE.
remark-dem-02 = aucun point ne prévoit de réponse aux questions de l’interlocuteur ; marquez-en un (IF ASKED)
remark-dem-03 = aucun paragraphe ne donne le contexte
remark-dem-04 = il n’y a aucun élément de langage ; écrivez POINTS, puis une ligne commençant par un tiret
remark-dem-05 = aucune échéance n’est fixée ; écrivez DUE: et une date, ou DUE: AS SOON AS POSSIBLE
remark-dem-06 = le niveau de l’interlocuteur n’est pas précisé ; le poste en décide
remark-dem-07 = il n’est pas dit si un compte rendu est attendu ; écrivez REPORT: REPLY CABLE ou NONE
remark-dem-08 = il n’est pas dit si un document peut être laissé à l’interlocuteur
remark-dem-09 = le paragraphe { $number } est destiné à être remis ({ $heading }) et marqué { $mark } ; le maximum est ({ $most })
remark-dem-10 = { $figure } est avancé sans source ; écrivez (SOURCE: ...) ou la référence à la suite
remark-dem-11 = { $office } n’est pas habilité à donner des instructions aux postes
remark-dem-12 = l’instruction revient tous les { $days } jours sans terme ; écrivez UNTIL et une date
remark-dem-12-again = { $word } suppose plus d’une démarche ; écrivez EVERY: 30 DAYS UNTIL et une date
remark-dem-13 = une candidature est soutenue, mais aucun paragraphe ne donne la date de l’élection
remark-dem-14 = la démarche est conjointe ; dites qui y prend part et qui la conduit

# Les visas
remark-clr = le visa de { $clearer } est requis ({ $why })
remark-clr-not-asked = le visa de { $clearer } est requis ({ $why }) et n’est pas demandé
remark-clr-07 = { $officer } a rédigé ce texte et son visa y est demandé
remark-clr-08 = le visa de { $clearer } est requis (trafic restreint vers { $why })
remark-clr-08-not-asked = le visa de { $clearer } est requis (trafic restreint vers { $why }) et n’est pas demandé

# Les pièces jointes et les personnes
remark-rec-02 = { $word } renvoie à une pièce jointe, or un télégramme ne transporte que son texte
remark-prv-01 = un numéro de dossier ou de document d’un particulier semble figurer près de { $word } ; retirez-le
remark-prv-02 = un numéro de téléphone semble figurer ici ; le service et la fonction suffisent
remark-prv-03 = un chiffre aussi faible peut désigner des personnes ; écrivez « moins de { $least } »

# La lecture d’un télégramme
remark-g1 = le groupe date-heure comporte des espaces
remark-g1-letters = les lettres de la classification ne sont pas régulièrement espacées
remark-g2 = un saut de page interrompt une phrase
remark-g2-addressees = un saut de page interrompt les destinataires
remark-g2-references = un saut de page interrompt les références
remark-g3 = un nombre figure seul après une ligne de page ; ce n’est pas une référence
remark-g4 = des cachets de déclassification figurent dans le texte
remark-g5 = la classification figure deux fois de suite
remark-g6 = la rubrique est seule sur sa ligne
remark-g7 = les codes sont séparés par des virgules et des espaces, ou suivent immédiatement la rubrique
remark-g8 = il n’y a pas de TAGS
remark-g9 = il n’y a pas d’objet
remark-g10 = il n’y a pas de ligne E.O.
remark-g10-reason = une exemption n’est pas motivée
remark-g11 = il n’y a pas de groupe date-heure
remark-g11-no-day = le groupe date-heure désigne un jour ou une heure qui n’existent pas ; il est conservé tel quel
remark-g11-unread = ceci ressemble à un groupe date-heure illisible ; il est conservé tel quel
remark-g12 = ce destinataire ne s’écrit comme aucun de ceux qui sont connus ; il est conservé tel quel
remark-g12-without-to = un destinataire figure sous l’expéditeur sans TO
remark-g13 = ceci est une ligne comptable et non un destinataire
remark-g14 = cette ligne occupe la place des mentions et ne figure pas au registre ; elle restreint la diffusion jusqu’à nouvel ordre
remark-g15 = cette référence n’a pas de numéro complet ; elle reste sans suite
remark-g15-itself = un renvoi du télégramme à lui-même a été supprimé
remark-g16 = cette référence n’est qu’un nombre ; elle reste sans suite
remark-g17 = le télégramme porte un second numéro ; il est conservé à titre secondaire
remark-g18 = la section { $part } sur { $of } manque
remark-g18-many = les sections { $parts } sur { $of } manquent, ainsi que { $more } autres
remark-g18-several = les sections { $parts } sur { $of } manquent
remark-g20 = un autre numéro est imprimé au-dessus du télégramme
remark-g21 = les exemplaires de la diffusion interne ne correspondent pas au total indiqué
remark-g22 = des mots sont coupés en fin de ligne
remark-g23 = des lignes dépassent 69 signes
remark-g24 = le texte n’a pas d’en-tête ; c’est un document et non un télégramme
remark-g25 = la marque de fin n’est pas NNNN
remark-g26 = un paragraphe d’un télégramme classifié n’est pas marqué
remark-g27 = un code ne figure dans aucune table ; il est peut-être altéré
remark-g27-long = un code des TAGS est trop long pour en être un
remark-g28 = un nom figure dans les TAGS ; il est conservé comme texte et ne doit pas être indexé
remark-g29 = la numérotation des paragraphes recommence ou précède une parenthèse
remark-g30 = l’année a deux chiffres ; de 66 à 99, elle est comprise comme étant du siècle dernier
remark-g30-record = l’année du groupe date-heure n’est pas celle du dossier ; celle du dossier est retenue

# La question posée aux archives
remark-search-words = seuls les { $most } premiers mots ont été recherchés
remark-search-depth = les parenthèses s’imbriquent sur { $most } niveaux au plus
remark-search-ref = `ref:{ $words }` n’est pas le numéro d’un télégramme ; écrivez ref:2026-LISBON-0098
remark-search-kind = `{ $name }:{ $words }` : un télégramme est de l’une de ces sortes : { $known }
remark-search-has = `has:{ $words }` : un télégramme peut avoir { $known }
remark-search-whole = `{ $name }:` vaut pour toute la question, et non après un tiret ni entre parenthèses
remark-search-operator = `{ $name }:` n’est pas un opérateur. Pour rechercher le texte lui-même, mettez-le entre guillemets
remark-search-operator-near = `{ $name }:` n’est pas un opérateur ; s’agit-il de `{ $near }:` ? Pour rechercher le texte lui-même, mettez-le entre guillemets
remark-search-host = aucun poste ne se trouve dans `{ $words }` ; un pays hôte s’écrit en deux lettres, par exemple host:PT
remark-search-date = `{ $name }:{ $words }` n’est pas une date ; écrivez { $name }:1973-01-01 ou date:2025-11..2025-12
