-- What was performed lately, the newest in front: the performance board counts and lists it. An agreement enters once, when its last line is done.
create index agreement_rows_by_performance on agreement_rows (performed_on desc nulls last, case_id desc) where performed_on is not null;
