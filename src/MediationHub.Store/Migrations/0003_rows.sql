-- Read rows: functions of state, calendar and rulebook, written with the events they follow from. Names stand in clear for
-- search, the rest masked or as keyed hashes. Lights and "overdue" are derived from today when read.

create table case_rows (
  id text collate "C" primary key,
  version integer not null,
  organization_id text not null,
  number text not null,
  stage text not null,
  suspended boolean not null,
  outcome text,
  source text not null,
  form text not null,
  dispute_type text not null,
  received_at timestamptz not null,
  accepted_on date,
  effective_on date,
  closed_on date,
  applicants text not null,
  respondents text not null,
  mediators text[] not null,
  workers integer not null,
  claimed numeric not null,
  agreed numeric,
  due_rule text,                       -- the clock that presses next while the case is open
  due_on date,
  due_provisional boolean not null,
  offered_to text                      -- the organization that a transfer waits for
) with (fillfactor = 80);
create index case_rows_by_receipt on case_rows (organization_id, received_at desc, id desc);
create index case_rows_by_number on case_rows (number);
create index case_rows_by_offer on case_rows (offered_to) where offered_to is not null;

create table case_parties (
  case_id text collate "C" not null,
  party_id text collate "C" not null,
  organization_id text not null,
  side text not null,
  kind text not null,
  name text not null,
  id_masked text,
  id_hash text,                        -- HMAC of the ID number or credit code: equal numbers are found, none is read
  primary key (case_id, party_id)
) with (fillfactor = 90);
create index case_parties_by_id on case_parties (id_hash) where id_hash is not null;
create index case_parties_by_name on case_parties (organization_id, name);

create table organization_rows (
  id text collate "C" primary key,
  version integer not null,
  code text not null,
  name text not null,
  type text not null,
  unit text not null,
  status text not null,
  filed_on date,
  filing_number text,
  listed boolean not null
);
create index organization_rows_by_unit on organization_rows (unit, type);

create table mediator_rows (
  id text collate "C" primary key,
  version integer not null,
  name text not null,
  certificate_number text,
  full_time boolean,
  dismissed_on date,
  suspended boolean not null,
  id_hash text
);

-- A term that holds on a day: from_on <= day <= until_on, and not ended before it. Whether it does is asked of the day it is read.
create table appointment_rows (
  mediator_id text collate "C" not null,
  organization_id text collate "C" not null,
  from_on date not null,
  until_on date not null,
  ended_on date,
  primary key (mediator_id, organization_id, from_on)
);
create index appointment_rows_by_organization on appointment_rows (organization_id, until_on);
