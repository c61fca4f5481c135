-- Ended reviews of one stage are counted and paged from the index alone: a commission has tens of thousands of them.
drop index review_rows_ended;
create index review_rows_ended on review_rows (commission_id, stage, id desc) where ended_on is not null;
