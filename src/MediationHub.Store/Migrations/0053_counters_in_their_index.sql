-- An organization's counters lie a page apart from each other, since a day's are written together with those of all others: a rate over ten years fetched thousands of pages for one number
-- each. With the number in the index they are read from a few dozen pages of it, where vacuum has passed since. Ten million rows take half a minute once; who only reads does not wait for it.
set local maintenance_work_mem = '1GB';
create unique index counters_made on counters (organization, day, counter) include (n);
alter table counters drop constraint counters_pkey;
alter table counters add constraint counters_pkey primary key using index counters_made;
alter table counters set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
