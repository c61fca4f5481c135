-- Samplings of papers, as offices list them and an organization sees their result. Which cases were drawn and what each was given stands in the log alone.
create table sampling_rows (
  id text collate "C" primary key,
  version integer not null,
  organization_id text collate "C" not null,
  unit text not null,
  stage text not null,
  from_on date not null,
  to_on date not null,
  drawn_on date not null,
  drawn_by text not null,
  size integer not null,
  scored integer not null,
  ended_on date,
  average numeric
);
create index sampling_rows_by_organization on sampling_rows (organization_id, id desc);
