-- The days of a case's sessions that are over or were called off, as day numbers from 0001-01-01: the calendar finds past sessions by them.
-- No index: an organization's cases of some weeks are few, and every index is paid for with every command.
alter table case_rows add column session_days integer[];
