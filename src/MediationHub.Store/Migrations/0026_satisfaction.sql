-- Satisfaction after closing: one narrow row for each party that answered or was asked, from which the figures of an organization are made.
create table satisfaction_rows (
  case_id text collate "C" not null,
  party text not null,                 -- empty where a visit did not say who was asked
  organization_id text collate "C" not null,
  on_day date not null,                -- of the first answer
  by_phone boolean not null,
  attitude integer,
  fairness integer,
  speed integer,
  result integer,
  overall integer not null,
  commented boolean not null,
  primary key (case_id, party)
);
create index satisfaction_rows_by_organization on satisfaction_rows (organization_id, on_day);
