-- Kafka's id of the topic whose offsets these are: another id under the same name means deleted and made anew.
alter table index_offset add column topic_id uuid;
