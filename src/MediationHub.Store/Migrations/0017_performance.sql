-- What was performed lately, the newest in front: the performance board counts and lists it. An agreement enters once, when its last line is done.
create index agreement_rows_by_performance on agreement_rows (performed_on desc nulls last, case_id desc) where performed_on is not null;

-- What was marked as not performed, the longest overdue in front: few, and hardly to be guessed from how many lines are open and how many are marked.
create index agreement_rows_defaulted on agreement_rows (next_due_on, case_id desc) where performed_on is null and defaulted_on is not null;
