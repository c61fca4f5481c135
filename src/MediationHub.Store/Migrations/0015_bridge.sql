-- The bridge to arbitration: commissions, reviews, entrustments, recommendations. Rows hold due days; lights are derived from today when read.

create table commission_rows (
  id text collate "C" primary key,
  version integer not null,
  code text not null,
  name text not null,
  level text not null,
  unit text not null,
  jurisdiction text[] not null
);

create table review_rows (
  id text collate "C" primary key,
  version integer not null,
  commission_id text collate "C" not null,
  organization_id text collate "C" not null,
  case_id text collate "C" not null,
  case_number text not null,
  number text not null,                -- empty before it is accepted
  stage text not null,
  applicants text not null,
  respondents text not null,
  mediators text[] not null,
  dispute_type text not null,
  amount numeric not null,
  applied_on date not null,
  filed_on date,
  filed_late boolean not null,
  accepted_on date,
  arbitrator_id text,
  pending text,                        -- what waits for the director: extension, refusal
  due_rule text,
  due_on date,                         -- the clock that presses next; null where none runs
  due_provisional boolean not null,
  ended_on date
) with (fillfactor = 85);
-- The docket: what is open, the most pressing in front; and everything, the newest in front (ids are in order of time).
create index review_rows_docket on review_rows (commission_id, stage, due_on, id) where ended_on is null;
create index review_rows_by_commission on review_rows (commission_id, id desc);
create index review_rows_ended on review_rows (commission_id, id desc) where ended_on is not null;
create index review_rows_by_organization on review_rows (organization_id, id desc);
create index review_rows_by_case on review_rows (case_id);

create table entrustment_rows (
  id text collate "C" primary key,
  version integer not null,
  commission_id text collate "C" not null,
  organization_id text collate "C" not null,
  arbitration_number text not null,
  number text not null,
  stage text not null,
  applicants text not null,
  respondents text not null,
  dispute_type text not null,
  proposed_on date not null,
  entrusted_on date,
  case_id text,
  due_rule text,
  due_on date,
  due_provisional boolean not null,
  result text,
  ended_on date,
  returned_on date
) with (fillfactor = 85);
create index entrustment_rows_by_commission on entrustment_rows (commission_id, id desc);
create index entrustment_rows_by_organization on entrustment_rows (organization_id, id desc) where entrusted_on is not null;
create index entrustment_rows_under_way on entrustment_rows (due_on) where stage in ('entrusted', 'acceptedByOrganization');

create table recommendation_rows (
  id text collate "C" primary key,
  version integer not null,
  commission_id text collate "C" not null,
  organization_id text collate "C",    -- the one that was chosen
  arbitration_number text not null,
  number text not null,
  stage text not null,
  applicants text not null,
  respondents text not null,
  dispute_type text not null,
  received_on date not null,
  issued_on date not null,
  agreed_on date,
  case_id text,
  due_rule text,
  due_on date,
  due_provisional boolean not null,
  settled_on date
) with (fillfactor = 85);
create index recommendation_rows_by_commission on recommendation_rows (commission_id, id desc);
create index recommendation_rows_by_organization on recommendation_rows (organization_id, id desc) where organization_id is not null;
create index recommendation_rows_waiting on recommendation_rows (due_on) where stage in ('delivered', 'agreed');
create index recommendation_rows_agreed on recommendation_rows (agreed_on) where stage in ('agreed', 'resumed');
