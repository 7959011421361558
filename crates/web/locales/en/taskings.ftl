# Taskings across instructions.

taskings-title = Taskings
taskings-open = { $open ->
    [0] No tasking is open;
    [one] One tasking is open;
   *[other] { $open } taskings are open;
} { $overdue ->
    [0] none is overdue.
    [one] one is overdue.
   *[other] { $overdue } are overdue.
}
taskings-first = The first { $first } are shown.
taskings-all = All open taskings
taskings-empty = Nothing is open here. What posts are asked to do stands here until they have reported.
taskings-instruction = Instruction
taskings-post = Post
taskings-standing = Standing
taskings-due = Due
taskings-points = Points
