# What stands on every page: the frame, times, lists, and the words of closed lists that many pages print.

shell-error = Erreur : { $title }
shell-skip = Aller au texte
shell-main = Rubriques
shell-where = Vous êtes ici
shell-nothing-recorded = Rien n’a été enregistré
shell-unsaved = Vous avez un texte non enregistré du
    .restore = Reprendre
    .discard = Abandonner
    .show = L’afficher
shell-sign-out = Fermer la session
shell-language = Langue
shell-go = Aller à
shell-keys = Raccourcis clavier
shell-inbox = À traiter
shell-instructions = Instructions
shell-taskings = Tâches
shell-board = Suivi
shell-archive = Archives
shell-positions = Positions
shell-tokens = Jetons d’accès des programmes
shell-offices = Postes

form-error = Erreur :
form-readers = Lecteurs :

# A time on the clock of a place, UTC beside it. Hours and minutes have two digits.
time-clock = { $hour } h { $minute }
time-number = { $day ->
    [1] 1er
   *[other] { $day }
}
time-when = { $weekday } { time-number } { $month } { $clock }
time-when-year = { $weekday } { time-number } { $month } { $year } { $clock }
time-day-clock = { time-number } { $month } { $clock }
time-day-clock-year = { time-number } { $month } { $year } { $clock }
time-day = { time-number } { $month }
time-day-year = { time-number } { $month } { $year }

time-late-just = tout juste en retard
time-late-hours = { $hours ->
    [one] { $hours } heure de retard
   *[other] { $hours } heures de retard
}
time-late-days = { $days ->
    [one] { $days } jour de retard
   *[other] { $days } jours de retard
}

weekday-1 = lun.
weekday-2 = mar.
weekday-3 = mer.
weekday-4 = jeu.
weekday-5 = ven.
weekday-6 = sam.
weekday-7 = dim.

month-1 = janvier
    .short = janv.
month-2 = février
    .short = févr.
month-3 = mars
    .short = mars
month-4 = avril
    .short = avr.
month-5 = mai
    .short = mai
month-6 = juin
    .short = juin
month-7 = juillet
    .short = juill.
month-8 = août
    .short = août
month-9 = septembre
    .short = sept.
month-10 = octobre
    .short = oct.
month-11 = novembre
    .short = nov.
month-12 = décembre
    .short = déc.

list-comma = { $first }, { $next }
list-and = { $first } et { $last }

shell-readers = { $all ->
    [one] { $all } agent : { $each }
   *[other] { $all } agents : { $each }
}
time-there = { $weekday } { $clock }

shell-as-of = À une date
shell-as-on = Situation réelle au
shell-as-knew = Situation connue au
shell-as-show = Remonter à cette date
shell-as-now = Situation réelle et connue à { $clock }.
shell-as-true = Situation réelle au { $on }, compte tenu de tout ce qui est connu aujourd’hui.
shell-as-known = Situation telle que connue au { $known }.
shell-as-both = Situation réelle au { $on }, telle que connue au { $known }.
shell-past = Vous consultez le passé.
    .acts = Aucune action n’est possible ici.
    .back = Revenir au présent
