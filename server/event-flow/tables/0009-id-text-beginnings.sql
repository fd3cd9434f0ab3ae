-- Ids by how they begin. UUIDs need no such index: their keys stand in the order of their digits.
create index id_text_text on id_text (text text_pattern_ops);
