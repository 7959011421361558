# Les tâches de toutes les instructions.

taskings-title = Tâches
taskings-open = { $open ->
    [0] Aucune tâche en cours :
    [one] Une tâche en cours :
   *[other] { $open } tâches en cours :
} { $overdue ->
    [0] aucune en retard.
    [one] une en retard.
   *[other] { $overdue } en retard.
}
taskings-first = Seules les { $first } premières sont affichées.
taskings-all = Toutes les tâches en cours
taskings-empty = Rien en cours. Ce qui est demandé aux postes figure ici jusqu’à leur compte rendu.
taskings-instruction = Instruction
taskings-post = Poste
taskings-standing = État
taskings-due = Échéance
taskings-points = Points
