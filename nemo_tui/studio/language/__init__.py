"""What a message means to the studio.

It goes down this list:

- `bilingual`: which of the two languages it is in
- `clauses`: cut into what it asks for, in order; `wording`, `quantities`: each piece with its
  quotations and file names set aside and its numbers made uniform
- `follow_ups`: whether it leans on the one before, by what `memory` kept: another figure
  (`corrections`), another clip (`same_again`), another order (`running_order`)
- `grouping`: which pieces belong together; `side_wishes`, `unquoted`, `deliveries`: what a
  piece says besides the edit that it names
- `understanding`: the recipes take the pieces, and their answers become one plan
- what the recipes read in their piece: `spans` and `bare_times` (when), `references` (which
  clip), `placing` (where in the picture), `words` (what is to be shown)
- `llm_planner`: a language model of the user's own, for what no recipe takes
"""
