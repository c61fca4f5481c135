-- Gold selection: campaigns and nominations as lists and timed work find them. What was said, scored and decided stands in the log alone.

create table campaign_rows (
  id text collate "C" primary key,
  version integer not null,
  unit text not null,                  -- the province
  name text not null,
  year integer not null,
  batch integer not null,
  stage text not null,
  target integer not null,
  nomination_from date,
  cut_off_on date,
  publicity_no integer,                -- the publicity whose end nobody has noted yet
  publicity_due_on date
);

create table nomination_rows (
  id text collate "C" primary key,
  version integer not null,
  campaign_id text collate "C" not null,
  organization_id text collate "C" not null,
  region text not null,
  unit text not null,
  stage text not null,
  submitted_on date,                   -- null while only the organization knows of it
  place integer,                       -- of the unit's recommendation
  reserve boolean not null,
  frozen boolean not null,
  scorers text[] not null,             -- user names
  scores integer not null,
  final_score numeric,
  stage_on date
);
create index nomination_rows_by_campaign on nomination_rows (campaign_id, unit, place);
create index nomination_rows_by_organization on nomination_rows (organization_id);
