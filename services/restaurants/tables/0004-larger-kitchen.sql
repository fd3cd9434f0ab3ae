-- With 16 it was closed most of the time whenever the house was full.
update restaurant set capacity = 28 where id = 'zum-anker' and capacity = 16;
