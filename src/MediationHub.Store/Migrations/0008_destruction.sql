-- The end of a file: retention periods, destruction lists, keys that are gone.

create table case_retention (
  case_id text collate "C" primary key,
  organization_id text not null,
  number text not null,
  stage text not null,
  closed_on date not null,
  class text not null,                 -- ordinary, long
  until_on date not null,              -- the last day of the period
  held boolean not null,
  transferred_to text,                 -- the case that it became elsewhere: that one is destroyed first
  destroyed_on date,
  destroyed_by text                    -- the list
);
create index case_retention_by_end on case_retention (organization_id, until_on) where destroyed_on is null;

create table destruction_rows (
  id text collate "C" primary key,
  version integer not null,
  organization_id text not null,
  number text not null,
  stage text not null,
  cases integer not null,
  proposed_by text not null,
  proposed_on date not null,
  approvals integer not null,
  destroyed integer not null
);
create index destruction_rows_by_organization on destruction_rows (organization_id, proposed_on desc);
create index destruction_rows_under_way on destruction_rows (id) where stage = 'approved';

-- A destroyed file keeps its line: no key, and no bytes on disk once they are swept up.
alter table files alter column key drop not null;
alter table files alter column stored drop not null;
create index files_to_sweep on files (id) where key is null and stored is not null;
