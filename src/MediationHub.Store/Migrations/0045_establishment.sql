-- On which days an organization was active, and at which body it is set up: what 组建率 is read from. Written with the organization, never with a case.
create table organization_active_rows (
  organization_id text collate "C" not null,
  from_on date not null,
  until_on date,                       -- the last day; null where it still is
  primary key (organization_id, from_on)
);
alter table organization_rows add column host_name text;
alter table organization_rows add column host_code text;   -- unified social credit code
