-- What the figures by dispute type, source and size ask of a case and its agreement. No index is new.
alter table case_rows add column accepted_in_time boolean;         -- of an ended case, by the law of its end
alter table case_rows add column closed_in_time boolean;
alter table agreement_rows add column first_effective_on date;     -- of the case's first agreement
alter table agreement_rows add column performed_in_time boolean;   -- null until it is performed whole
alter table agreement_rows add column reviewable boolean;          -- no court confirmed it, and by the law of the case's end
