-- Columns that no one reads: a destroyed case's list stands in the case itself, who drew a sample in the sampling.
alter table case_retention drop column destroyed_by;
alter table sampling_rows drop column drawn_by;
