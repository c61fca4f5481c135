-- Applications for arbitration by commission and month, as they count now; every entry stands in the log. One row a month for each commission.
create table application_month_rows (
  commission_id text collate "C" not null,
  month date not null,                 -- its first day
  received integer not null,
  already_mediated integer not null,   -- of those received
  primary key (commission_id, month)
);
