-- The case behind an entrustment or a recommendation is looked up every second: by the same collation as the case's own id, so that its index serves.
alter table entrustment_rows alter column case_id type text collate "C";
alter table recommendation_rows alter column case_id type text collate "C";
